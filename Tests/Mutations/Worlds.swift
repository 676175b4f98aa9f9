// SPDX-License-Identifier: Apache-2.0
import AttuneTesting

// Usage: worlds COUNT [FIRST]. Prints the first world that breaks a law, or how many did not; of one world, its story too.

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let (count, first) = (numbers.first ?? 1, numbers.dropFirst().first ?? 0)
var finding = "\(count) worlds keep the laws"
for seed in first..<first + count {
  let chronicle = await JobSimulation(world: seed).run()
  if count == 1 {
    for line in chronicle.lines { print("\(line.milliseconds) ms, life \(line.life): \(line.occurrence)") }
  }
  let violations = chronicle.violations
  if violations.isEmpty { continue }
  finding = "world \(seed): \(violations.prefix(3).joined(separator: "; "))"
  break
}
print(finding)
