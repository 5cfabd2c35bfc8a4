namespace LeadershipBot.Shell.Sending;

/// <summary>
/// The moments, by number, at which a server that dies would hurt most. In the product nothing happens there; a test
/// stops a server at one of them, and looks at what another server makes of it.
/// </summary>
public sealed class SendingFaults
{
    /// <summary>Some recipients are about to be written down.</summary>
    public const int BeforeFreezing = 1;

    /// <summary>They have been.</summary>
    public const int AfterFreezing = 2;

    /// <summary>All have been, and no shard has begun.</summary>
    public const int BeforeStarting = 3;

    /// <summary>A shard was taken.</summary>
    public const int ShardTaken = 4;

    /// <summary>It is known of some that they are being sent, and they aren't yet.</summary>
    public const int BeforeSending = 5;

    /// <summary>They were sent, and that isn't known yet.</summary>
    public const int AfterSending = 6;

    /// <summary>It is.</summary>
    public const int AfterKeeping = 7;

    /// <summary>A shard is through, and still has its order.</summary>
    public const int BeforeDone = 8;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<int> All { get; } =
        [BeforeFreezing, AfterFreezing, BeforeStarting, ShardTaken, BeforeSending, AfterSending, AfterKeeping, BeforeDone];

    /// <summary>Called at each of them, with its number.</summary>
    public Func<int, Task> Reached { get; init; } = static _ => Task.CompletedTask;
}
