// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

/// What was read of a file at once.
struct FilePortion {
  var entries: [MetricEntry] = []
  var damages: [RecordDamage] = []
}
