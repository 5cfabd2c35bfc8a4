namespace LeadershipBot.Domain.Polls;

/// <summary>One person's whole answer to a poll: a response to each question, and the reason where they gave one. Two are equal if they say the same.</summary>
/// <param name="Responses">One for each question, in their order.</param>
/// <param name="Reason">Trimmed; empty where none was given.</param>
public sealed record AnswerSheet(IReadOnlyList<Response> Responses, string Reason = "")
{
    /// <summary>The answer that one press gives.</summary>
    /// <param name="choice">Index of the choice.</param>
    public static AnswerSheet Of(int choice) => new([Response.Of(choice)]);

    /// <summary>The choice of a poll with one question that takes one; null where it takes something else.</summary>
    public int? Choice => Responses is [{ Chosen: [var choice], Text: "" }] ? choice : null;

    /// <summary>All that was typed, for the rules about words.</summary>
    public IEnumerable<string> Typed => Responses.Select(response => response.Text).Append(Reason).Where(text => text.Length > 0);

    /// <summary>The same without anything that was typed.</summary>
    public AnswerSheet WithoutWords() => new([.. Responses.Select(response => Response.Of(response.Chosen))]);

    /// <summary>
    /// All choices in one short text that is the same for equal choices: what two people chose alike can't be told apart
    /// by it. Words aren't in it.
    /// </summary>
    public string Pattern => string.Join(';', Responses.Select(response => response.Text.Length > 0 ? "t" : response.ToNumbers()));

    /// <summary>Whether both say the same.</summary>
    public bool Equals(AnswerSheet? other) => other is not null && Reason == other.Reason && Responses.SequenceEqual(other.Responses);

    /// <inheritdoc/>
    public override int GetHashCode() => Responses.Aggregate(Reason.GetHashCode(StringComparison.Ordinal), HashCode.Combine);
}
