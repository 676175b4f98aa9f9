// swift-tools-version: 6.1
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// One place for the language settings: every target is as strict as the strictest.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = [], data: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, exclude: data,
    swiftSettings: strict)
}

// Imports go strictly down this list; `Scripts/check` holds the sources to it.
let package = Package(
  name: "attune",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "attune", targets: ["attune"]),
    .library(name: "AttuneStudy", targets: ["AttuneStudy"]),
    .library(name: "AttuneOptimizers", targets: ["AttuneOptimizers"]),
    .library(name: "AttuneEvents", targets: ["AttuneEvents"]),
    .library(name: "AttuneJob", targets: ["AttuneJob"]),
    .library(name: "AttuneTesting", targets: ["AttuneTesting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    library("AttuneStudy"),
    library("AttuneOptimizers", ["AttuneStudy"]),
    library("AttuneEvents"),
    library("AttuneJob", ["AttuneStudy"]),
    library("AttuneConfig", ["AttuneStudy", "AttuneJob", .product(name: "Yams", package: "Yams")]),
    .target(name: "CAttune"),
    library(
      "AttuneLocal",
      [
        "AttuneStudy", "AttuneJob", "AttuneEvents", "CAttune",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    library(
      "AttuneServer",
      [
        "AttuneStudy", "AttuneOptimizers", "AttuneJob", "AttuneConfig",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
      ]),
    library("AttuneTesting", ["AttuneStudy", "AttuneOptimizers", "AttuneJob"]),
    library(
      "AttuneCommands",
      [
        "AttuneStudy", "AttuneOptimizers", "AttuneEvents", "AttuneJob", "AttuneConfig", "AttuneLocal",
        "AttuneServer", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "attune", dependencies: ["AttuneCommands"], swiftSettings: strict),

    tests(of: "AttuneStudy", ["AttuneTesting"]),
    tests(of: "AttuneOptimizers", ["AttuneStudy", "AttuneTesting"]),
    tests(of: "AttuneEvents"),
    tests(of: "AttuneJob", ["AttuneStudy", "AttuneOptimizers", "AttuneTesting"]),
    tests(of: "AttuneConfig", ["AttuneStudy", "AttuneJob"]),
    tests(of: "AttuneLocal", ["AttuneStudy", "AttuneJob", "AttuneEvents", "AttuneTesting"]),
    tests(of: "AttuneServer", ["AttuneStudy", "AttuneJob", "AttuneTesting"]),
    tests(
      of: "AttuneCommands",
      [
        "AttuneStudy", "AttuneOptimizers", "AttuneJob", "AttuneConfig", "AttuneEvents", "AttuneTesting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], data: ["Snapshots"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "attune", "AttuneStudy", "AttuneOptimizers", "AttuneEvents", "AttuneJob", "AttuneLocal", "AttuneTesting",
      ], exclude: ["Browser", "Clients", "Faults", "Trainers", "Writers"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
