using LeadershipBot.Domain;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;

namespace LeadershipBot.Features.Ledger.Anonymous;

/// <summary>
/// Puts into the week's box what was raised anonymously, or said by a code: all of it in the same way, so that the store can't
/// tell one from another. Nothing of who did it is written, here or beside it.
/// </summary>
internal sealed class AnonymousBox(SlipBoxes boxes, AnonymousPace pace)
{
    /// <summary>Why nothing can be raised anonymously with this organisation just now; null if it can. Writes nothing.</summary>
    public async Task<Refusal?> WhyNotAsync(Turn turn, CancellationToken cancellationToken)
        => pace.WhyNotRaise(turn.Actor.MemberId) ?? await boxes.WhyNotAsync(AnonymousWeek.BoxOf(turn.Actor.Organisation.Id, AnonymousWeek.Now(turn.At)), cancellationToken);

    /// <summary>Takes something that is raised, once for each opening of the dialog: the same again gives the same code.</summary>
    /// <param name="turn">An anonymous turn.</param>
    /// <param name="week">The week in which the dialog was opened: into its box it goes, so that a late redelivery finds it.</param>
    /// <param name="words">Checked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Ruling<RaiseCode>> RaiseAsync(Turn turn, RaiseWeek week, string words, CancellationToken cancellationToken)
    {
        var text = new AnonymousNote(AnonymousKind.Raise, words).Write();
        var ruling = await PutAsync(turn, turn.Actor.Organisation, week, number => new Slip(EntryIdOf(RaiseCode.Of(number)), text), cancellationToken);
        return ruling.IsRefused(out var refusal, out var taken) ? refusal : RaiseCode.Of(taken.Number);
    }

    /// <summary>Takes something that is said of an entry, once for each time that the entry was shown.</summary>
    /// <param name="turn">An anonymous turn.</param>
    /// <param name="week">The week in which the entry was shown: into its box it goes, so that a late redelivery finds it.</param>
    /// <param name="organisation">Whose entry it is.</param>
    /// <param name="note">Checked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why not; null where it is taken.</returns>
    public async Task<Refusal?> SayAsync(Turn turn, RaiseWeek week, OrganisationName organisation, AnonymousNote note, CancellationToken cancellationToken)
    {
        var ruling = await PutAsync(turn, organisation, week, number => new Slip(Keys.Hash("said by code", number.ToString(System.Globalization.CultureInfo.InvariantCulture)), note.Write()), cancellationToken);
        return ruling.IsRefused(out var refusal, out _) ? refusal : null;
    }

    /// <summary>What waits to be passed on to an organisation: of this week, of the week before until it is, and of any before them whose box could not be opened.</summary>
    public async Task<WaitingNotes> ReadAsync(string organisationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var weeks = AnonymousWeek.Left(now).ToList();
        var read = await Task.WhenAll(weeks.Select(week => boxes.ReadAsync(AnonymousWeek.BoxOf(organisationId, week), cancellationToken))); // of most there is none
        var (notes, away) = (new List<WaitingNote>(), new Dictionary<RaiseWeek, Refusal>());
        foreach (var (week, box) in weeks.Zip(read))
        {
            if (box.IsRefused(out var refusal, out var open))
                away[week] = refusal;
            else
                notes.AddRange(open.Slips.Select(slip => (slip.Id, Note: AnonymousNote.Read(slip.Words))).Where(slip => slip.Note is not null).Select(slip => new WaitingNote(slip.Id, slip.Note!, week.PassedOnAt(Zones.UnitedKingdom))));
        }

        return new WaitingNotes(notes) { Away = away.Values.FirstOrDefault(), MaySay = !weeks.Take(2).Any(away.ContainsKey) };
    }

    /// <summary>The id of the entry that a code leads to. The other way leads nowhere: a code has 125 random bits.</summary>
    public static string EntryIdOf(RaiseCode code) => Keys.Hash("raised by code", code.Code);

    private async Task<Ruling<SlipTaken>> PutAsync(Turn turn, OrganisationName organisation, RaiseWeek week, Func<UInt128, Slip> write, CancellationToken cancellationToken)
    {
        var order = new SlipOrder(AnonymousWeek.BoxOf(organisation.Id, week), turn.Intent.Key, write)
        {
            WhyNotNew = () => pace.WhyNotRaise(turn.Actor.MemberId),
            EmptiedBy = week == AnonymousWeek.Now(turn.At) ? AnonymousWeek.PassOnRow(organisation, week) : null, // a week that is over has a box, or none any more
        };
        var ruling = await boxes.PutAsync(order, cancellationToken);
        if (!ruling.IsRefused(out _, out var taken) && taken.IsNew)
            pace.Raised(turn.Actor.MemberId);
        return ruling;
    }
}

/// <summary>All that waits to be passed on to an organisation.</summary>
internal sealed record WaitingNotes(IReadOnlyList<WaitingNote> Notes)
{
    /// <summary>Why a box could not be read, so that there may be more; null where all were.</summary>
    public Refusal? Away { get; init; }

    /// <summary>Whether something can be said now: not while the box of this week, or of the one before, can't be read.</summary>
    public bool MaySay { get; init; }

    /// <summary>What was raised under this id; null if it doesn't wait here.</summary>
    public WaitingNote? Raised(string entryId) => Notes.FirstOrDefault(one => one.Note.Kind is AnonymousKind.Raise && one.Id == entryId);

    /// <summary>What was said of an entry.</summary>
    public IEnumerable<WaitingNote> About(string entryId) => Notes.Where(one => one.Note.About == entryId);
}

/// <summary>Something that waits to be passed on.</summary>
/// <param name="Id">The slip's name; of what was raised, its entry's id to be.</param>
/// <param name="Note">What it says.</param>
/// <param name="PassedOnAt">When it is passed on.</param>
internal sealed record WaitingNote(string Id, AnonymousNote Note, DateTimeOffset PassedOnAt);
