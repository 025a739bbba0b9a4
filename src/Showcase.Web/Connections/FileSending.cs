using System.Net.Sockets;

namespace Showcase.Web.Connections;

/// <summary>The system sends bytes of a file by itself, as many as the connection takes at a time.</summary>
internal sealed class FileSending : SocketAsyncEventArgs
{
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FileSending() : base(true)
    {
    }

    /// <summary>Over when the system has taken all bytes.</summary>
    /// <exception cref="SocketException">The connection is broken.</exception>
    /// <exception cref="EndOfStreamException">The file is shorter: what was announced cannot be kept.</exception>
    /// <exception cref="IOException">The file is of a kind that the system cannot send by itself.</exception>
    public static async Task SendAsync(Socket socket, FileStream file, long offset, int length)
    {
        using var sending = new FileSending { SendPacketsElements = [new SendPacketsElement(file, offset, length)] };
        if (socket.SendPacketsAsync(sending)) await sending.over.Task;
        if (sending.SocketError == SocketError.Success && sending.BytesTransferred == length) return;

        // What is wrong with the file comes as an error of the socket, too.
        var gone = new SocketException((int)sending.SocketError);
        if (RandomAccess.GetLength(file.SafeFileHandle) < offset + length) throw new EndOfStreamException($"{file.Name} ends before {offset + length}.", gone);
        if (sending.SocketError == SocketError.InvalidArgument) throw new IOException($"The system cannot send {file.Name} by itself.", gone);
        throw gone;
    }

    protected override void OnCompleted(SocketAsyncEventArgs e) => over.SetResult();
}
