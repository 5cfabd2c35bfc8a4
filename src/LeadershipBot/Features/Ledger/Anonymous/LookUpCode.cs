using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Anonymous;

/// <summary>Somebody opens the dialog in which they look up what became of something that was raised anonymously.</summary>
internal sealed class OpenCode(CodeCards cards) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => Task.FromResult<Answer>(LedgerGate.Check(turn) is { } refusal ? new Answer.Refused(refusal) : cards.Ask(turn, "", problem: null));
}

/// <summary>Somebody looks a code up. Nothing is written down of who asked, or that anybody did.</summary>
internal sealed class LookUpCode(CodeBook codes, CodeCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (LedgerGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        return (await codes.FindAsync(turn, cancellationToken)).IsRefused(out var problem, out var found)
            ? cards.Ask(turn, turn.Data.Text("code", CodeBook.TypedMax), problem)
            : cards.Show(turn, found, problem: null);
    }
}

/// <summary>Finds what a code leads to, in the organisations of whoever has it: an entry in one read for each, or what isn't passed on yet.</summary>
internal sealed class CodeBook(LedgerShelf shelf, AnonymousBox box, AnonymousPace pace)
{
    public const int TypedMax = 100;

    public async Task<Ruling<FoundByCode>> FindAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (pace.WhyNotLookUp(turn.Actor.MemberId) is { } tooMany)
            return tooMany;
        if (!RaiseCode.TryRead(turn.Data.Text("code", TypedMax), out var code))
            return Wrong(turn, "ledger.refused.noCode");
        var id = AnonymousBox.EntryIdOf(code);
        var organisations = turn.Actor.Hats.Where(hat => hat.IsListed).Select(hat => hat.Organisation).Append(turn.Actor.Organisation)
            .DistinctBy(one => one.Id).OrderBy(one => one.Id == turn.Actor.Organisation.Id ? 0 : 1).ToList();
        foreach (var organisation in organisations)
        {
            if (await shelf.FollowAsync(LedgerRows.PartitionOf(organisation.Id, id), cancellationToken) is { } followed)
                return await WithWaitingAsync(turn, code, followed.Shown, cancellationToken);
        }

        Refusal? away = null;
        foreach (var organisation in organisations)
        {
            var waiting = await box.ReadAsync(organisation.Id, turn.At, cancellationToken);
            away ??= waiting.Away;
            if (waiting.Raised(id) is { } raised)
                return new FoundByCode(code, organisation) { Raised = raised };
        }

        return away ?? Wrong(turn, "ledger.refused.codeUnknown");
    }

    private async Task<Ruling<FoundByCode>> WithWaitingAsync(Turn turn, RaiseCode code, LedgerEntry entry, CancellationToken cancellationToken)
    {
        var waiting = await box.ReadAsync(entry.Organisation.Id, turn.At, cancellationToken);
        return new FoundByCode(code, entry.Organisation) { Entry = entry, Waiting = [.. waiting.About(entry.Id)], MaySay = waiting.MaySay };
    }

    private Refusal Wrong(Turn turn, string textKey)
    {
        pace.WasWrong(turn.Actor.MemberId);
        return new Refusal(textKey);
    }
}

/// <summary>What a code leads to: an entry, or what isn't passed on yet.</summary>
internal sealed record FoundByCode(RaiseCode Code, OrganisationName Organisation)
{
    /// <summary>The entry, with what became of it also where another speaks for both; null before it is passed on.</summary>
    public LedgerEntry? Entry { get; init; }

    /// <summary>What waits to be passed on and raises it; null once it is an entry.</summary>
    public WaitingNote? Raised { get; init; }

    /// <summary>What was said of the entry and waits to be passed on.</summary>
    public IReadOnlyList<WaitingNote> Waiting { get; init; } = [];

    /// <summary>Whether something can be said now: not while the key is away.</summary>
    public bool MaySay { get; init; }
}
