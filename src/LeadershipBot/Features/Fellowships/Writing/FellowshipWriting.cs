using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Fellowships.Writing;

/// <summary>Keeps what is being written, page by page, as a draft that every organiser and chair may go on with. Once it was approved it isn't written any more.</summary>
internal sealed class FellowshipWriting(FellowshipShelf shelf, IAudience audience)
{
    private static readonly string[] PeopleInputs = ["runBy", "panel"];

    /// <summary>Puts what was filled in over what is there, and keeps it; refused where it can't be written any more, or holds what may not be kept.</summary>
    public async Task<KeptPage> KeepAsync(Turn turn, Func<FellowshipContent, FellowshipContent> change, CancellationToken cancellationToken)
    {
        var me = new Person(turn.Actor.MemberId, turn.Actor.Name);
        var isNew = !turn.Data.TryText("fellowship", out var key);
        var made = new Fellowship(Keys.Hash("fellowship", turn.DialogNonce, turn.Actor.Id), turn.Actor.Organisation, FellowshipContent.Empty with { RunBy = me }) { WrittenBy = me };
        var head = await shelf.FindAsync(isNew ? FellowshipRows.KeyOf(made) : key!, cancellationToken);
        if (head is null ? !isNew : head.Fellowship.Organisation.Id != turn.Actor.Organisation.Id)
            return new KeptPage(null, FellowshipContent.Empty, new Refusal(FellowshipRefusals.Unknown));
        var content = change(head?.Fellowship.Content ?? made.Content);
        if (head?.Fellowship.WhyNotWritten() is { } over)
            return new KeptPage(head, content, over);
        if (FellowshipDraft.WhyNotKept(content, turn.Today) is { } refusal)
            return new KeptPage(head, content, refusal);
        if (head is null)
            return new KeptPage(await shelf.AddAsync(made with { Content = content }, Audit.Entry(FellowshipRows.KeyOf(made), turn, "fellowships.drafted"), turn.Actor.MemberId, cancellationToken), content, null);

        // Put over what is there by now: of two who write at once nobody undoes the other's page.
        var ruling = await shelf.ChangeAsync(turn, head.Key, now => now.Write(change(now.Content), me, turn.Today), Audit.Entry(head.Key, turn, "fellowships.written"), cancellationToken);
        return ruling.IsRefused(out var why, out var ruled) ? new KeptPage(head, content, why) : new KeptPage(await shelf.FindAsync(head.Key, cancellationToken) ?? head, ruled.Content, null);
    }

    /// <summary>The people whom the second page names, as far as the organisation lists them, by their id.</summary>
    public Task<IReadOnlyDictionary<string, Person>> KnowAsync(Turn turn, CancellationToken cancellationToken)
        => audience.KnowAsync(turn, PeopleInputs, FellowshipLimits.PanelMax * 2, cancellationToken);
}

/// <summary>What became of a page.</summary>
/// <param name="Head">The fellowship as it is kept; null where there is none.</param>
/// <param name="Content">What was filled in, kept or not.</param>
/// <param name="Refused">Why it isn't kept; null if it is.</param>
internal sealed record KeptPage(FellowshipHead? Head, FellowshipContent Content, Refusal? Refused);
