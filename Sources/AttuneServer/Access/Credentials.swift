// SPDX-License-Identifier: Apache-2.0
import HTTPTypes

/// The token that a request shows, wherever Google's clients put it.
enum Credentials {
  /// Nil where there is none.
  static func token(in headers: HTTPFields, query: Query) -> String? {
    if let header = headers[.authorization] {
      let parts = header.split(separator: " ", maxSplits: 1)
      return parts.count == 2 && parts[0].lowercased() == "bearer" ? String(parts[1]) : nil
    }
    return headers[.googleAPIKey] ?? query["key"] ?? query["access_token"]
  }
}

extension HTTPField.Name {
  static let googleAPIKey = Self("x-goog-api-key") ?? .authorization
  static let fetchSite = Self("sec-fetch-site") ?? .origin
}
