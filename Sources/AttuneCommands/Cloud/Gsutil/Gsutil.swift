// SPDX-License-Identifier: Apache-2.0
import AttuneLocal

/// `gsutil` as far as training jobs need it: the same words, buckets of this machine.
enum Gsutil {
  /// - Returns: the exit status.
  static func outcome(of arguments: [String]) -> Int32 {
    do {
      try run(arguments)
      return 0
    } catch {
      StandardError.say(error is GsutilError ? "\(error)" : "CommandException: \(error)")
      return 1
    }
  }

  private static func run(_ arguments: [String]) throws {
    // Of the options before the command, only some have a value; none matters here.
    var rest = arguments[...]
    while let first = rest.first, first.hasPrefix("-") {
      rest.removeFirst()
      if ["-o", "-u", "-h", "-i"].contains(first) { _ = rest.popFirst() }
      if first == "--version" { return try StandardOutput.write(version) }
    }
    guard let command = rest.popFirst() else { return try StandardOutput.write(help) }
    let storage = StorageFolders(home: try Composition.home())
    switch command {
    case "ls": try list(GsutilOptions(rest, of: "ls", switches: "rRd", values: "p"), in: storage)
    case "mb": try makeBuckets(GsutilOptions(rest, of: "mb", switches: "", values: "pclb"), in: storage)
    case "cp": try copy(GsutilOptions(rest, of: "cp", switches: "rRnIPe", values: "az"), in: storage)
    case "rsync":
      try synchronize(GsutilOptions(rest, of: "rsync", switches: "rRdncCPeupi", values: "axjJ"), in: storage)
    case "version": try StandardOutput.write(version)
    case "help": try StandardOutput.write(help)
    default: throw GsutilError("CommandException: Invalid command \"\(command)\".")
    }
  }

  private static let version = "gsutil version: 4.38\n"

  private static let help = """
    This gsutil is Attune's. Buckets are folders below $ATTUNE_HOME/gs, and these commands know them:

      gsutil ls [-r] [-d] [gs://BUCKET/PATH ...]
      gsutil mb gs://BUCKET ...
      gsutil [-m] cp [-r] [-n] SOURCE ... DESTINATION
      gsutil [-m] rsync [-r] [-d] [-n] [-c] [-x PATTERN] SOURCE DESTINATION

    """

  private static func list(_ given: GsutilOptions, in storage: StorageFolders) throws {
    var options = StorageListing.Options()
    options.isRecursive = given.has("r") || given.has("R")
    options.showsFolders = given.has("d")
    let urls = try given.operands.map { text in
      guard let url = try StorageURL(text) else {
        throw GsutilError(
          "CommandException: \"ls\" command does not support \"file://\" URLs. Did you mean to use a gs:// URL?")
      }
      return url
    }
    let listing = try StorageListing(of: urls, options: options, in: storage)
    try StandardOutput.write(listing.lines.map { "\($0)\n" }.joined())
  }

  private static func makeBuckets(_ given: GsutilOptions, in storage: StorageFolders) throws {
    try given.require(atLeast: 1)
    for text in given.operands {
      guard let url = try StorageURL(text) else {
        throw GsutilError("CommandException: \"mb\" command requires gs:// URLs, not '\(text)'.")
      }
      StandardError.say("Creating gs://\(url.bucket)/...")
      try storage.makeBucket(url)
    }
  }

  private static func copy(_ given: GsutilOptions, in storage: StorageFolders) throws {
    try given.require(atLeast: 2)
    var options = StorageCopy.Options()
    options.isRecursive = given.has("r") || given.has("R")
    options.keepsExisting = given.has("n")
    let places = try given.operands.map { try StoragePlace($0) }
    guard let destination = places.last else { return }
    let plan = try StorageCopy(of: Array(places.dropLast()), to: destination, options: options, in: storage)
    for folder in plan.omitted {
      let kind = "\(folder)".hasPrefix("gs://") ? "prefix" : "directory"
      StandardError.say("Omitting \(kind) \"\(folder)\". (Did you mean to do cp -r?)")
    }
    if plan.steps.isEmpty, !plan.omitted.isEmpty {
      throw GsutilError("CommandException: No URLs matched. Do the files you're operating on exist?")
    }
    try carryOut(plan.steps, in: storage)
  }

  private static func carryOut(_ steps: [StorageCopy.Step], in storage: StorageFolders) throws {
    var bytes: Int64 = 0
    for step in steps {
      StandardError.say("Copying \(step.source)...")
      bytes += try storage.copy(step)
    }
    guard !steps.isEmpty else { return }
    StandardError.say("\nOperation completed over \(steps.count) objects/\(GsutilSize.text(bytes)).")
  }

  private static func synchronize(_ given: GsutilOptions, in storage: StorageFolders) throws {
    try given.require(atLeast: 2)
    guard given.operands.count == 2 else { throw given.wrongNumber }
    var options = StorageSync.Options()
    options.isRecursive = given.has("r") || given.has("R")
    options.removesExtra = given.has("d")
    options.comparesContents = given.has("c")
    let excluded = try given.value("x").map { try GsutilPattern($0) }
    StandardError.say("Building synchronization state...")
    let plan = try StorageSync(
      from: StoragePlace(given.operands[0]), to: StoragePlace(given.operands[1]), options: options, in: storage
    ) { path in excluded?.matches(path) ?? false }
    StandardError.say("Starting synchronization...")
    guard !given.has("n") else {
      for step in plan.copies { StandardError.say("Would copy \(step.source) to \(step.destination)") }
      for place in plan.removals { StandardError.say("Would remove \(place)") }
      return
    }
    try carryOut(plan.copies, in: storage)
    for place in plan.removals {
      StandardError.say("Removing \(place)")
      try storage.remove(place)
    }
  }
}

/// `4.0 B`, `1.2 KiB`, as gsutil writes sizes.
enum GsutilSize {
  static func text(_ bytes: Int64) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    var value = Double(bytes), unit = 0
    while value >= 1_024, unit < units.count - 1 { (value, unit) = (value / 1_024, unit + 1) }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }
}
