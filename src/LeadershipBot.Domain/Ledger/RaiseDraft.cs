using System.Globalization;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Ledger;

/// <summary>Something that a member is about to raise.</summary>
/// <param name="Voice">In whose name; anonymous ones don't come this way.</param>
/// <param name="Words">As typed.</param>
public sealed record RaiseDraft(Voice Voice, string Words)
{
    /// <summary>The entry that begins with it, or why it can't be raised.</summary>
    /// <param name="id">Unique in the organisation.</param>
    /// <param name="reference">By what people name it.</param>
    /// <param name="actor">Who raises it, in the organisation where they do.</param>
    /// <param name="now">When.</param>
    /// <param name="today">The date where that person is, for the rule of no patient data.</param>
    public Ruling<LedgerEntry> Raise(string id, Reference reference, Actor actor, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.Hat.IsListed)
            return new Refusal("ledger.refused.notListed");
        if (Voice is not (Voice.Named or Voice.Confidential))
            return new Refusal("ledger.refused.voice");
        if (LedgerTexts.Check(Words, LedgerLimits.WordsMax, today) is { } refusal)
            return refusal;
        return new LedgerEntry(id, actor.Organisation, reference, Voice, Words.Trim(), now) { RaisedByName = Voice is Voice.Named ? actor.Name : "" };
    }
}

/// <summary>Checks free texts of the ledger.</summary>
public static class LedgerTexts
{
    /// <summary>Why a text can't be taken: nothing in it, too long, or patient data; null if it can.</summary>
    /// <param name="words">As typed.</param>
    /// <param name="max">The longest, in UTF-16 units, without white space at its ends.</param>
    /// <param name="today">The date where its writer is.</param>
    public static Refusal? Check(string words, int max, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(words);
        var text = words.Trim();
        if (string.IsNullOrWhiteSpace(FoldedText.Of(text)))
            return new Refusal("ledger.refused.noWords");
        if (text.Length > max)
            return new Refusal("ledger.refused.longWords", ("length", Number(text.Length)), ("max", Number(max)));
        return PatientData.FindIn(text, today) is null ? null : new Refusal("shell.refused.patientData");
    }

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
