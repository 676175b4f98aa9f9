// swift-tools-version: 6.1
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// What follows a trial's files, without what the rest of Attune depends on: the folders of `Sources` are links.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "following-benchmark",
  platforms: [.macOS(.v15)],
  targets: [
    .target(name: "AttuneStudy", swiftSettings: strict),
    .target(name: "AttuneEvents", swiftSettings: strict),
    .target(name: "AttuneJob", dependencies: ["AttuneStudy"], swiftSettings: strict),
    .target(name: "CAttune"),
    .target(
      name: "AttuneLocal", dependencies: ["AttuneStudy", "AttuneEvents", "AttuneJob", "CAttune"], swiftSettings: strict),
    .executableTarget(
      name: "follow-files", dependencies: ["AttuneStudy", "AttuneJob", "AttuneLocal"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
