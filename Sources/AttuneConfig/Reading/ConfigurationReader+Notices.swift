// SPDX-License-Identifier: Apache-2.0
import AttuneJob

extension ConfigurationReader {
  /// One notice or warning for each kind of key that does here what it did not do there.
  mutating func announce(_ root: LocatedValue, shape: ObjectShape) {
    let uses = KeyUse.all(in: root, shape: shape)
    let clusters = uses.filter { $0.use == .replicas || $0.isClusterTier }
    announceMachines(uses.filter { $0.use == .machine && !$0.isClusterTier }, replicas: clusters)
    if let first = clusters.first {
      diagnostics.add(
        .warning, at: first.keyLocation,
        "\(clusters.map(\.wish).joined(separator: ", ")): Attune runs one process per trial",
        hint: "the script runs as the only worker, without parameter servers")
    }
    let cloud = uses.filter { $0.use == .cloudOnly }
    if let first = cloud.first {
      diagnostics.add(
        .notice, at: first.keyLocation, "for a cloud only, ignored here: \(Self.list(cloud))")
    }
    let later = uses.filter { $0.use == .notYet }
    if let first = later.first {
      diagnostics.add(
        .warning, at: first.keyLocation, "not used yet: \(Self.list(later))",
        hint: "the job runs as if this were not in the file")
    }
    announceCustomCommands(root)
  }

  private static func list(_ uses: [KeyUse]) -> String { uses.map(\.label).joined(separator: ", ") }

  private mutating func announceMachines(_ machines: [KeyUse], replicas: [KeyUse]) {
    for use in machines + replicas {
      let type =
        if case .object = use.value.content { MachineType(accelerators: use.value) } else {
          MachineType(use.value.written)
        }
      if case .gpus(let count) = type, count > 0, configuration.gpus == .upTo(1) { configuration.gpus = .upTo(count) }
      guard let notice = type.notice(for: use.wish, on: gpus) else { continue }
      diagnostics.add(.notice, at: use.keyLocation, notice)
      return
    }
    guard let first = machines.first else { return }
    let wishes = machines.map(\.wish).joined(separator: ", ")
    diagnostics.add(
      .notice, at: first.keyLocation,
      "\(wishes) \(machines.count == 1 ? "chooses" : "choose") a machine of the cloud; trials run on this one")
  }

  private mutating func announceCustomCommands(_ root: LocatedValue) {
    guard let field = root.fields.first(where: { $0.name == "customCommands" }),
      let commands = field.value.items, commands.contains(where: { $0.texts != nil })
    else { return }
    let lines = commands.compactMap { $0.texts?.map(\.quotedForShell).joined(separator: " ") }
    diagnostics.add(
      .notice, at: field.keyLocation, "'customCommands' are not run here",
      hint: "run them once yourself: \(lines.joined(separator: " && "))")
  }
}

extension KeyUse {
  /// A tier of several machines is a matter of processes, not of the machine.
  fileprivate var isClusterTier: Bool {
    use == .machine && ["STANDARD_1", "PREMIUM_1"].contains(value.text)
  }
}

extension String {
  /// As a person would type it into a shell.
  var quotedForShell: String {
    let plain = !isEmpty && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=:,@%+".contains($0)) }
    return plain ? self : "'\(replacing("'", with: "'\\''"))'"
  }
}
