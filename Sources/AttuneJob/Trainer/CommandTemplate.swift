// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// A `-- COMMAND` whose arguments hold `{name}` placeholders; `{{` and `}}` stand for braces.
public struct CommandTemplate: Sendable, Hashable {
  enum Piece: Sendable, Hashable {
    case text(String)
    case placeholder(String)
  }

  let arguments: [[Piece]]

  /// - Throws: for the first brace that is neither a placeholder's nor doubled.
  public init(_ command: [String]) throws(CommandTemplateError) {
    var arguments: [[Piece]] = []
    for argument in command { arguments.append(try Self.pieces(of: argument)) }
    self.arguments = arguments
  }

  /// Every placeholder's name once, in the order of first use.
  public var names: [String] {
    var seen: Set<String> = []
    return arguments.joined().compactMap { piece in
      guard case .placeholder(let name) = piece, seen.insert(name).inserted else { return nil }
      return name
    }
  }

  /// The command for one trial. A name that the assignment lacks stays as it was written.
  public func expanded(with assignment: Assignment) -> [String] {
    arguments.map { pieces in
      pieces.map { piece in
        switch piece {
        case .text(let text): text
        case .placeholder(let name): assignment[name]?.text ?? "{\(name)}"
        }
      }.joined()
    }
  }

  /// `expanded(with:)` of a command that was parsed before; one that does not parse is returned unchanged.
  public static func expand(command: [String], with assignment: Assignment) -> [String] {
    (try? CommandTemplate(command))?.expanded(with: assignment) ?? command
  }
}

/// A brace in a command that is neither part of a placeholder nor doubled.
public struct CommandTemplateError: Error, Sendable, Hashable, CustomStringConvertible {
  public let argument: String
  public let brace: Character

  public var description: String {
    "'\(brace)' in '\(argument)' belongs to no placeholder; write '\(brace)\(brace)' for a brace"
  }
}

extension CommandTemplate {
  private static func pieces(of argument: String) throws(CommandTemplateError) -> [Piece] {
    var pieces: [Piece] = []
    var text = ""
    var rest = Substring(argument)
    while let character = rest.popFirst() {
      guard character == "{" || character == "}" else {
        text.append(character)
        continue
      }
      if rest.first == character {
        rest.removeFirst()
        text.append(character)
        continue
      }
      guard character == "{", let end = rest.firstIndex(where: { $0 == "{" || $0 == "}" }),
        rest[end] == "}", end != rest.startIndex
      else { throw CommandTemplateError(argument: argument, brace: character) }
      if !text.isEmpty { pieces.append(.text(text)) }
      text = ""
      pieces.append(.placeholder(String(rest[..<end])))
      rest = rest[rest.index(after: end)...]
    }
    return text.isEmpty ? pieces : pieces + [.text(text)]
  }
}
