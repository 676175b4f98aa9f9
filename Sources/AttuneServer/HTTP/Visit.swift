// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import NIOCore

/// A request's surroundings.
struct Visit: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Whence it comes, without the port.
  let address: String

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? "-"
  }
}
