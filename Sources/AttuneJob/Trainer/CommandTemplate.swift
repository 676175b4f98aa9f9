// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// `{name}` placeholders in the arguments of a bare command; `{{` and `}}` are braces.
public enum CommandTemplate {
  enum Piece: Equatable {
    case text(String)
    case placeholder(String)
  }

  /// The names between braces, in the order in which they stand.
  public static func names(in command: [String]) -> [String] {
    command.flatMap(pieces).compactMap { if case .placeholder(let name) = $0 { name } else { nil } }
  }

  /// Each argument with its placeholders replaced by the values; unknown names stay as they are.
  public static func expand(command: [String], with assignment: Assignment) -> [String] {
    command.map { argument in
      pieces(of: argument).map { piece in
        switch piece {
        case .text(let text): text
        case .placeholder(let name): assignment[name]?.text ?? "{\(name)}"
        }
      }.joined()
    }
  }

  /// An opening brace without its partner is text.
  static func pieces(of argument: String) -> [Piece] {
    var pieces: [Piece] = []
    var text = ""
    var rest = Substring(argument)
    while let character = rest.popFirst() {
      if (character == "{" || character == "}") && rest.first == character {
        text.append(character)
        rest.removeFirst()
      } else if character == "{", let end = rest.firstIndex(where: { $0 == "}" || $0 == "{" }), rest[end] == "}" {
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        pieces.append(.placeholder(String(rest[..<end])))
        rest = rest[rest.index(after: end)...]
      } else {
        text.append(character)
      }
    }
    return text.isEmpty ? pieces : pieces + [.text(text)]
  }
}
