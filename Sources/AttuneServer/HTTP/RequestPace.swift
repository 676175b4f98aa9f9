// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends connections whose client sends a body too slowly, and those to which an error has been answered.
///
/// Slow heads are ended by the server's idle time, which no byte of a head prolongs.
final class RequestPace: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// A body has this long for its first bytes, and then must keep the pace.
  private static let patience = TimeAmount.seconds(20)
  /// In bytes a second, on the average since the head.
  private static let slowest = 1_024.0

  private var begin = NIODeadline.now()
  private var received = 0
  private var alarm: Scheduled<Void>?
  private var closes = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      begin = .now()
      received = 0
      watch(context)
    case .body(let bytes): received += bytes.readableBytes
    case .end: rest()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head): closes = head.headerFields[.connection] == "close"
    case .body: break
    case .end:
      guard closes else { break }
      context.writeAndFlush(data, promise: promise)
      context.close(promise: nil)
      return
    }
    context.write(data, promise: promise)
  }

  func channelInactive(context: ChannelHandlerContext) {
    rest()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { rest() }

  private func watch(_ context: ChannelHandlerContext) {
    rest()
    let context = NIOLoopBound(context, eventLoop: context.eventLoop)
    let pace = NIOLoopBound(self, eventLoop: context.value.eventLoop)
    alarm = context.value.eventLoop.scheduleTask(in: Self.patience) { pace.value.judge(context.value) }
  }

  private func judge(_ context: ChannelHandlerContext) {
    let seconds = Double((NIODeadline.now() - begin).nanoseconds) / 1e9
    if Double(received) < seconds * Self.slowest { context.close(promise: nil) } else { watch(context) }
  }

  private func rest() {
    alarm?.cancel()
    alarm = nil
  }
}

@available(*, unavailable)
extension RequestPace: Sendable {}
