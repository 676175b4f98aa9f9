// SPDX-License-Identifier: Apache-2.0

/// The GPUs that trainers can use, found by the programs of their vendors.
package struct InstalledGPUs: Sendable, Hashable {
  package enum Vendor: Sendable, Hashable {
    case nvidia, amd
  }

  package let vendor: Vendor
  /// In the order of their numbers; UUIDs where they are known.
  package let names: [String]

  package init(_ vendor: Vendor, _ names: [String]) {
    self.vendor = vendor
    self.names = names
  }

  /// Those of this machine that an inherited variable leaves visible.
  ///
  /// - Parameter environment: the trainers'; their `PATH` says where the programs are.
  package static func find(environment: [String: String]) -> InstalledGPUs {
    let search = ProgramSearch(searchPath: environment["PATH"] ?? "/usr/bin:/bin", workingDirectory: "/")
    let cuda = environment["CUDA_VISIBLE_DEVICES"]
    if let program = try? search.find("nvidia-smi") {
      let output = ProgramOutput.of(program, ["-L"], environment: environment) ?? ""
      let names = namesFromNVIDIA(output)
      if !names.isEmpty { return InstalledGPUs(.nvidia, visible(names, variable: cuda)) }
    }
    if let program = try? search.find("rocm-smi") {
      let output = ProgramOutput.of(program, ["--showuniqueid"], environment: environment) ?? ""
      let names = namesFromROCm(output)
      let variable = environment["ROCR_VISIBLE_DEVICES"] ?? environment["HIP_VISIBLE_DEVICES"]
      if !names.isEmpty { return InstalledGPUs(.amd, visible(names, variable: variable)) }
    }
    // Without a program to ask, what was handed down is all that is known.
    return InstalledGPUs(.nvidia, cuda.map { list(of: $0) } ?? [])
  }

  /// `GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-…)`; where a GPU is divided, its parts stand for it:
  /// `  MIG 1g.5gb Device 0: (UUID: MIG-…)`.
  static func namesFromNVIDIA(_ output: String) -> [String] {
    var whole: [(name: String, isDivided: Bool)] = []
    var parts: [(owner: Int, name: String)] = []
    for line in output.split(separator: "\n") {
      guard let begin = line.range(of: "(UUID: ")?.upperBound,
        let name = line[begin...].split(separator: ")").first.map(String.init), isPlain(name)
      else { continue }
      if line.hasPrefix("GPU ") {
        whole.append((name, false))
      } else if !whole.isEmpty {
        whole[whole.count - 1].isDivided = true
        parts.append((whole.count - 1, name))
      }
    }
    return whole.enumerated().flatMap { index, gpu in
      gpu.isDivided ? parts.filter { $0.owner == index }.map(\.name) : [gpu.name]
    }
  }

  /// `GPU[0]          : Unique ID: 0x6ee1a45c2b0d4f9e`; the runtime calls it `GPU-6ee1a45c2b0d4f9e`.
  static func namesFromROCm(_ output: String) -> [String] {
    output.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("GPU["), let begin = line.range(of: "Unique ID: 0x")?.upperBound else { return nil }
      let identity = line[begin...].prefix { $0.isHexDigit }
      return identity.isEmpty ? nil : "GPU-\(identity.lowercased())"
    }
  }

  /// Numbers, UUIDs or the beginnings of UUIDs; the first that fits nothing hides all behind it, as it does for CUDA.
  static func visible(_ names: [String], variable: String?) -> [String] {
    guard let variable else { return names }
    var result: [String] = []
    for word in list(of: variable) {
      let name = Int(word).map { names.indices.contains($0) ? names[$0] : nil }
        ?? names.first { $0.hasPrefix(word) }
      guard let name, !result.contains(name) else { break }
      result.append(name)
    }
    return result
  }

  private static func list(of variable: String) -> [String] {
    variable.split(separator: ",").map { String($0.filter { $0 != " " }) }
      .prefix { isPlain($0) && !$0.hasPrefix("-") && $0 != "NoDevFiles" }.map { $0 }
  }

  /// What may be a file's name, and stand in JSON as it is.
  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name.count <= 100 && !name.hasPrefix(".")
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./:".contains($0)) }
  }
}

extension StringProtocol {
  fileprivate func range(of needle: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
      start = index(after: start)
    }
    return nil
  }
}
