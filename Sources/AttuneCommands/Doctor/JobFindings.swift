// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// Jobs that can't be read.
package enum JobFindings {
  package static func all(among listings: [JobListing]) -> [Finding] {
    listings.compactMap { listing in
      guard case .unreadable(let name, let why) = listing else { return nil }
      return Finding(.warning, "job \(name)", "can't be read: \(why)")
    }
  }
}
