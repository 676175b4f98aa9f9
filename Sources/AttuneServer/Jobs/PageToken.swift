// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

/// Where a list goes on: behind an item, which may be gone by then. Bound to what was asked for.
package struct PageToken {
  /// What the items are ordered by.
  package let place: [String]

  package init(behind place: [String]) { self.place = place }

  /// - Parameter question: the list's other parameters.
  package init(_ text: String, for question: String) throws(APIError) {
    guard let data = Data(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/")),
      let parts = try? JSONDecoder().decode([String].self, from: data), parts.count > 1, parts[0] == question
    else {
      throw APIError(violations: [
        .init(field: "page_token", description: "it is not the nextPageToken of the same list")
      ])
    }
    place = Array(parts.dropFirst())
  }

  package func text(for question: String) -> String {
    let data = (try? JSONEncoder().encode([question] + place)) ?? Data()
    return data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
  }
}
