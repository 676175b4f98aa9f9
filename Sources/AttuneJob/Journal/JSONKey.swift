// SPDX-License-Identifier: Apache-2.0

/// Every key that Attune's own files use: one spelling for one thing, for reading and for writing.
package enum JSONKey: String, CodingKey {
  // The entry
  case version, time, event
  // What happened
  case owner, suggestions, trial, attempt, handle, series, readings, position, seen, why
  case command, limits, outcome
  // Owners and handles
  case host, pid, trouble, bootID, startTicks, devices, device
  // Suggestions
  case assignment, origin, phase, text, completionsSeen, forecast, median, interval, expectedImprovement, importance
  // Values, by their type
  case name, double, integer, discrete, string
  // Measurements
  case step, value, restart, directory, tag, description, file, offset
  // Ends
  case status, code, signal, usage, tail, wallSeconds, cpuSeconds, peakMemoryBytes, diagnosis, cause, evidence
  // The spec
  case configurationPath, trainer, tuning, seed, workingCopy, jobDirectory, environment, labels, trainingInput
  case isUnattended
  case gpus, count
  case kind, usesPlaceholders, script, exclude, link
  case parameters, objective, algorithm, goal, selection, stopping, method, minSteps, logDirectories, stream
  case initialAssignments, previousJob, priorTrials
  case type, minValue, maxValue, scaleType, discreteValues, categoricalValues
  case maxTrials, maxParallelTrials, maxFailedTrials, retries, failurePolicy, maxRunningTime, timeBudget
  case trialTimeLimit, bound
  // The study service
  case client, trials, isExhausted, measurements, elapsed, others, final, infeasible, axis
  // The summary
  case id, state, message, createTime, startTime, endTime, counts, best, trainerSeconds, entries, measurement, spec
}
