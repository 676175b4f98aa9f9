// swift-tools-version: 6.1
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// The library alone, without what the rest of Attune depends on: `Sources/AttuneEvents` is a link.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "events-benchmark",
  platforms: [.macOS(.v15)],
  targets: [
    .target(name: "AttuneEvents", swiftSettings: strict),
    .executableTarget(name: "read-events", dependencies: ["AttuneEvents"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
