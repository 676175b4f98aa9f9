// SPDX-License-Identifier: Apache-2.0

/// Elementary functions that give the same bits on every CPU and with every C library.
///
/// They use only + − × ÷, bit operations and conversions between integers and doubles, each of which
/// IEEE 754 fixes to the last bit; never a fused multiply-add, never libm. A suggestion that depends on
/// them is the same wherever a job is resumed.
public enum Portable {}
