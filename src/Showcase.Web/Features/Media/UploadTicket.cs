namespace Showcase.Web.Features.Media;

/// <summary>
/// What a browser needs to send a file: <c>{index}</c> and <c>{id}</c> in <see cref="BlockUrl"/> stand for a block's number and its
/// Azure id. The address works until <see cref="Expires"/> and can be had anew.
/// </summary>
public sealed record UploadTicket(Guid AssetId, int BlockSize, int BlockCount, string BlockUrl, DateTimeOffset Expires, IReadOnlyList<int> Received);
