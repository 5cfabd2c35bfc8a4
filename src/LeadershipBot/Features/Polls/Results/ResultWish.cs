using LeadershipBot.Domain;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>Reads a result for a file, at the moment when it is made: who asked for it must still be a leader.</summary>
internal static class ResultWish
{
    public static async Task<Ruling<ResultReading>> ReadAsync(ResultReader reader, FileWish wish, CancellationToken cancellationToken)
    {
        if ((await reader.ReadAsync(wish.Context, wish.Actor, null, cancellationToken)).IsRefused(out var refusal, out var reading))
            return refusal;
        return reading.IsLeader ? reading : new Refusal("polls.refused.answers", ("asker", reading.Poll.AskedByName));
    }
}
