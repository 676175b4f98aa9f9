// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// What the model learns from data: length scales, the variances of the signal, of the noise, of the trend's coefficients.
package struct Hyperparameters: Sendable {
  package var lengthScales: [Double]
  package var signalVariance: Double
  package var noiseVariance: Double
  package var trendVariance: Double

  package var logarithms: [Double] {
    (lengthScales + [signalVariance, noiseVariance, trendVariance]).map { Portable.log($0) }
  }

  package init(lengthScales: [Double], signalVariance: Double, noiseVariance: Double, trendVariance: Double = 0) {
    self.lengthScales = lengthScales
    self.signalVariance = signalVariance
    self.noiseVariance = noiseVariance
    self.trendVariance = trendVariance
  }

  package init(logarithms: [Double], dimension d: Int) {
    lengthScales = logarithms.prefix(d).map { Portable.exp($0) }
    signalVariance = Portable.exp(logarithms[d])
    noiseVariance = Portable.exp(logarithms[d + 1])
    trendVariance = Portable.exp(logarithms[d + 2])
  }

  package var kernel: Kernel {
    Kernel(weights: lengthScales.map { 1 / ($0 * $0) }, signalVariance: signalVariance)
  }
}
