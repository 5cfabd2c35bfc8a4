using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell;

/// <summary>
/// The words of an organisation for a sentence, its own where it set them and the usual ones of the text file where it
/// didn't: as in <c>("locality", text.WordsOf(turn.Organisation?.Words).Locality)</c>.
/// </summary>
internal static class VocabularyWords
{
    /// <param name="text">Holds the usual words.</param>
    /// <param name="own">The organisation's own; null where there is no organisation.</param>
    public static SpokenWords WordsOf(this TextFile text, Vocabulary? own) => new(
        own?.Locality ?? text.Plain("words.locality").Words,
        own?.Localities ?? text.Plain("words.localities").Words,
        own?.Practice ?? text.Plain("words.practice").Words,
        own?.Practices ?? text.Plain("words.practices").Words,
        own?.GoverningBody ?? text.Plain("words.governingBody").Words,
        own?.Chair ?? text.Plain("words.chair").Words);

    /// <summary>Words as they begin a line, with a capital letter.</summary>
    public static string Capital(string words) => words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];
}

/// <summary>What an organisation calls things, each as it stands inside a sentence; none is empty.</summary>
internal sealed record SpokenWords(string Locality, string Localities, string Practice, string Practices, string GoverningBody, string Chair);
