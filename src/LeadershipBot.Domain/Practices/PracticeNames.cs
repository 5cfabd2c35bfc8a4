using System.Globalization;

namespace LeadershipBot.Domain.Practices;

/// <summary>Names of practices as people write them: the Organisation Data Service publishes them in capitals.</summary>
public static class PracticeNames
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");
    private static readonly string[] Small = ["And", "At", "By", "For", "In", "Le", "Of", "On", "Or", "The", "Upon", "With"];
    private static readonly string[] Capitals = ["Nhs", "Gp", "Pms", "Gms", "Ii", "Iii", "Uk"];

    /// <summary>A name that stands in capitals throughout, in ordinary letters; another as it is.</summary>
    public static string Readable(string name)
    {
        if (name.Any(char.IsLower))
            return name;
        var words = British.TextInfo.ToTitleCase(name.ToLower(British)).Split(' ');
        return string.Join(' ', words.Select((word, at) => string.Join('-', word.Split('-').Select((part, within) => Readable(part, at + within == 0)))));
    }

    private static string Readable(string word, bool isFirst)
    {
        if (Capitals.Contains(word, StringComparer.Ordinal))
            return word.ToUpper(British);
        return !isFirst && Small.Contains(word, StringComparer.Ordinal) ? word.ToLower(British) : word;
    }
}
