using LeadershipBot.Domain;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>One of those who talk opens the dialog of their joint note.</summary>
internal sealed class OpenNote(TalkShelf shelf, TalkCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (TalkGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Data.Text("talk"), cancellationToken) is not { } kept || !kept.Talk.Has(turn.Actor.MemberId))
            return new Answer.Refused(new Refusal("talks.refused.unknown"));
        return kept.Talk.Met(turn.At).IsRefused(out var no, out _) ? new Answer.Refused(no) : cards.Note(turn, kept, problem: null);
    }
}

/// <summary>
/// One of those who talk writes the joint note, in place of the one before that they read; the others can do the same. Where another
/// wrote meanwhile, they read that first, with their own words kept. What they will try is followed up.
/// </summary>
internal sealed class WriteNote(TalkShelf shelf, TalkCards cards, CardLibrary library) : ISlice
{
    /// <summary>Why it isn't kept: another of them wrote after it was opened.</summary>
    public const string Newer = "talks.refused.newer";

    /// <summary>Tells a note from others: what the dialog showed.</summary>
    public static string StampOf(Talk talk) => Keys.Hash("note", talk.Note, talk.WillTry)[..16];

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (TalkGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (organisation, key) = (turn.Actor.Organisation.Id, turn.Data.Text("talk"));
        var ruling = await shelf.ChangeAsync(
            organisation,
            key,
            turn.Actor.MemberId,
            talk => Write(turn, talk),
            (before, after) => after.FollowUpAt is { } at && before.FollowUpAt != at ? [FollowUp.At(organisation, key, at)] : Array.Empty<Change>(),
            cancellationToken);
        if (!ruling.IsRefused(out var no, out var after))
            return new Answer.Say(library.Text.Plain("talks.note.kept")) { Renewed = cards.One(new KeptTalk(key, after), turn.Actor.MemberId, turn.TimeZone, library.Text.Format("talks.note.kept")) };
        return await shelf.FindAsync(organisation, key, cancellationToken) is { } kept && kept.Talk.Has(turn.Actor.MemberId) ? cards.Note(turn, kept, no) : new Answer.Refused(no);
    }

    private static Ruling<Talk> Write(Turn turn, Talk talk)
    {
        var written = talk.Write(turn.Data.Text("note", Talk.WordsMax + 1), turn.Data.Text("willTry", Talk.WordsMax + 1), turn.At, turn.Today);
        if (written.IsRefused(out _, out var after) || after.Note == talk.Note && after.WillTry == talk.WillTry || turn.Data.Text("read") == StampOf(talk))
            return written;
        return new Refusal(Newer);
    }
}
