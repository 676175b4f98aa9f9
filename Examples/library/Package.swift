// swift-tools-version: 6.1
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let attune: [Target.Dependency] = [
  .product(name: "AttuneStudy", package: "attune"),
  .product(name: "AttuneOptimizers", package: "attune"),
]

// Elsewhere, the dependency is `.package(url: "…/attune", from: "0.1.0")`.
let package = Package(
  name: "library",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "attune", path: "../..")],
  targets: [
    .executableTarget(name: "tune", dependencies: attune),
    .executableTarget(name: "ask-and-tell", dependencies: attune),
  ],
  swiftLanguageModes: [.v6]
)
