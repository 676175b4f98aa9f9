// SPDX-License-Identifier: Apache-2.0
import Testing

// Runs the tests that it is linked with.

await __swiftPMEntryPoint() as Never
