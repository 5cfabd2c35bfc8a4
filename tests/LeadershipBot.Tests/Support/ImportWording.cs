using LeadershipBot.Domain;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Tests.Support;

/// <summary>Reads what an import says as people read it: by the text file that the cards and the command line use.</summary>
internal static class ImportWording
{
    private static readonly ImportSentences Sentences = new(CardLibrary.Load(Path.Combine(Needs.Root, "cards")));

    public static string Words(this Refusal reason) => Sentences.Sentence(reason);

    public static string Words(this RejectedLine line) => Sentences.Line(line);

    public static string Words(this Recognised file) => Sentences.Named(file);

    /// <summary>Why nothing was read; empty if something was.</summary>
    public static string UnreadableWords(this ImportReport report) => Sentences.Unreadable(report);

    public static IReadOnlyList<string> Lines(this ImportReport report) => [.. Sentences.Lines(report)];
}
