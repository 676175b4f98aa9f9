// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// What the model learns from data: length scales, the variance of the signal, that of the noise.
package struct Hyperparameters: Sendable {
  package var lengthScales: [Double]
  package var signalVariance: Double
  package var noiseVariance: Double

  package var logarithms: [Double] {
    lengthScales.map { Portable.log($0) } + [Portable.log(signalVariance), Portable.log(noiseVariance)]
  }

  package init(lengthScales: [Double], signalVariance: Double, noiseVariance: Double) {
    self.lengthScales = lengthScales
    self.signalVariance = signalVariance
    self.noiseVariance = noiseVariance
  }

  package init(logarithms: [Double], dimension d: Int) {
    lengthScales = logarithms.prefix(d).map { Portable.exp($0) }
    signalVariance = Portable.exp(logarithms[d])
    noiseVariance = Portable.exp(logarithms[d + 1])
  }

  package var kernel: Kernel {
    Kernel(weights: lengthScales.map { 1 / ($0 * $0) }, signalVariance: signalVariance)
  }
}
