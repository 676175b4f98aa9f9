// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The measurement that a script says it wrote last, in `told.json`; or the final metric of a trial.
struct LastWritten: Decodable, Equatable {
  let step: Int
  let value: Double

  init(step: Int, value: Double) {
    self.step = step
    self.value = value
  }

  init(told folder: URL) throws {
    self = try JSONDecoder().decode(
      LastWritten.self, from: Data(contentsOf: folder.appending(path: "told.json")))
  }

  /// Event files hold floats.
  var asFloat: LastWritten { LastWritten(step: step, value: Double(Float(value))) }
}
