using System.Threading.Channels;

namespace LeadershipBot.Simulator.People;

/// <summary>Saves a simulator's world soon after each change, and once more when it is disposed of.</summary>
internal sealed class WorldKeeper : IAsyncDisposable
{
    /// <summary>How long changes are gathered before they are written: what a killed process may lose.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(300);

    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private readonly SimulatorHost _simulator;
    private readonly WorldFile _file;
    private readonly TimeProvider _time;
    private readonly IDisposable _changes;
    private readonly IDisposable _moves;
    private readonly Task _work;
    private bool _failed;

    /// <param name="simulator">Whose world; it must outlive the keeper.</param>
    /// <param name="file">Where to; it must outlive the keeper.</param>
    /// <param name="time">Real time, since the world's own clock may stand still.</param>
    public WorldKeeper(SimulatorHost simulator, WorldFile file, TimeProvider time)
    {
        (_simulator, _file, _time) = (simulator, file, time);
        _changes = simulator.World.OnChange(_ => _changed.Writer.TryWrite(true));
        _moves = simulator.Clock.OnMove(_ => _changed.Writer.TryWrite(true));
        _work = SaveAfterChangesAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _changes.Dispose();
        _moves.Dispose();
        await _stopping.CancelAsync();
        await _work;
        _stopping.Dispose();
        await SaveAsync();
    }

    private async Task SaveAfterChangesAsync()
    {
        try
        {
            while (await _changed.Reader.WaitToReadAsync(_stopping.Token))
            {
                await Task.Delay(Delay, _time, _stopping.Token);
                _changed.Reader.TryRead(out _);
                await SaveAsync();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The last save is DisposeAsync's.
        }
    }

    private async Task SaveAsync()
    {
        try
        {
            _file.Write(_simulator.World.Save(new Uri(_simulator.PageUrl).Port, _simulator.Clock.Moved));
            _failed = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (!_failed)
                await Console.Error.WriteLineAsync($"The chats can't be kept in {_file.Path}: {failure.Message}");
            _failed = true;
        }
    }
}
