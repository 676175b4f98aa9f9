// SPDX-License-Identifier: Apache-2.0
import AttuneLocal

/// The GPUs of this machine that trials can use.
enum Accelerators {
  static var installed: InstalledGPUs { InstalledGPUs.find(environment: Composition.environment) }
  static var count: Int { installed.names.count }
}
