namespace LeadershipBot.Domain.Ledger;

/// <summary>What somebody says anonymously.</summary>
public enum AnonymousKind
{
    /// <summary>They raise something.</summary>
    Raise,

    /// <summary>They answer a question.</summary>
    Answer,

    /// <summary>They add words.</summary>
    Add,

    /// <summary>They say that what became of it answers it.</summary>
    Content,

    /// <summary>They say that it doesn't.</summary>
    NotContent,
}

/// <summary>Something that was said anonymously and waits for the day on which all of it is passed on.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Words">As they are kept; empty for what is only pressed.</param>
public sealed record AnonymousNote(AnonymousKind Kind, string Words)
{
    private const char Between = '\n';
    private const int Parts = 4;

    /// <summary>The id of the entry that it is about; empty where it raises one.</summary>
    public string About { get; init; } = "";

    /// <summary>A name of the question, or of the fate, that the person saw when they said it; empty where that doesn't matter.</summary>
    public string Seen { get; init; } = "";

    /// <summary>Whether it says what the person thinks of a fate.</summary>
    public bool IsVerdict => Kind is AnonymousKind.Content or AnonymousKind.NotContent;

    /// <summary>What they think of the fate, where <see cref="IsVerdict"/>.</summary>
    public Verdict Verdict => Kind is AnonymousKind.Content ? Verdict.Answers : Verdict.DoesNotAnswer;

    /// <summary>Whether both say the same kind of thing, of which one a week is taken: in a shuffled box nobody could tell which came last.</summary>
    public bool IsSameSortAs(AnonymousNote other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.About == About && (other.Kind == Kind || (other.IsVerdict && IsVerdict));
    }

    /// <summary>As one text, for a box.</summary>
    public string Write() => string.Join(Between, (char)('a' + (int)Kind), About, Seen, Words);

    /// <summary>Reads what <see cref="Write"/> wrote; null where it is nothing of the kind.</summary>
    public static AnonymousNote? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(Between, Parts);
        return parts is [{ Length: 1 } kind, var about, var seen, var words] && Enum.IsDefined((AnonymousKind)(kind[0] - 'a'))
            ? new AnonymousNote((AnonymousKind)(kind[0] - 'a'), words) { About = about, Seen = seen }
            : null;
    }

    /// <summary>Why it can't be said of an entry as it stands now; null if it can.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="today">The date where the person is, for the rule of no patient data.</param>
    public Refusal? Check(LedgerEntry entry, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var ruling = Kind switch
        {
            AnonymousKind.Answer => entry.Answered(Words, today),
            AnonymousKind.Add => entry.Added(Words, today),
            _ when IsVerdict && entry.MergedInto is null => entry.Judged(Verdict),
            _ => new Refusal("ledger.refused.merged"),
        };
        return ruling.IsRefused(out var refusal, out _) ? refusal : null;
    }

    /// <summary>
    /// The entry after it was passed on. An answer to a question that isn't open any more stands as added words, so that
    /// nothing is lost; what was thought of a fate that isn't the same any more is left out: null.
    /// </summary>
    /// <param name="entry">The entry as it stands by then.</param>
    /// <param name="isAsSeen">Whether question or fate are those that the person saw.</param>
    public LedgerEntry? PassedOnTo(LedgerEntry entry, bool isAsSeen)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var next = entry with { Version = entry.Version + 1 };
        return Kind switch
        {
            AnonymousKind.Answer => isAsSeen ? next with { Question = "" } : next,
            AnonymousKind.Add => next,
            _ => IsVerdict && isAsSeen && entry.Fate.IsFinal() ? next with { Verdict = Verdict } : null,
        };
    }
}
