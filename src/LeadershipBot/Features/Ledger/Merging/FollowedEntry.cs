using LeadershipBot.Domain.Ledger;

namespace LeadershipBot.Features.Ledger.Merging;

/// <summary>An entry with the one that speaks for it, where it was joined with another.</summary>
/// <param name="Own">The entry itself.</param>
/// <param name="Shown">As its author reads it: their words, and what became of it.</param>
/// <param name="Other">What it was joined with; null where it stands by itself.</param>
/// <param name="Joined">How that one knows it.</param>
internal sealed record FollowedEntry(LedgerHead Own, LedgerEntry Shown, LedgerHead? Other, JoinedRow? Joined);

/// <summary>That an entry is joined to another, in the version that was read.</summary>
internal sealed record JoinedRow(JoinedEntry Entry, string ETag);
