using LeadershipBot.Domain;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell.Files;

/// <summary>
/// Makes one kind of file, at the moment when the person takes it: nothing of the content waits anywhere. Registered in
/// <c>AddParts</c> (<c>services.AddSingleton&lt;IFileSource, …&gt;()</c>).
/// </summary>
public interface IFileSource
{
    /// <summary>Names the kind, such as <c>polls.answers</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// Makes the file for this person now. Whether they may have it is checked again here: a role may have gone since it
    /// was offered.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked; it is tried again.</exception>
    Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken);
}

/// <summary>A person takes a file that was offered.</summary>
/// <param name="Actor">Who, as the organisation knows them now.</param>
/// <param name="Context">What the offer carried; empty if nothing.</param>
/// <param name="At">Now.</param>
/// <param name="Zone">The person's time zone.</param>
public sealed record FileWish(Actor Actor, string Context, DateTimeOffset At, TimeZoneInfo Zone);

/// <summary>A file.</summary>
/// <param name="ContentType">Such as <c>text/csv; charset=utf-8</c>.</param>
/// <param name="Bytes">At most <see cref="BytesMax"/>.</param>
public sealed record FileContent(string ContentType, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The largest file that is sent: 10 MB.</summary>
    public const int BytesMax = 10 * 1024 * 1024;
}

/// <summary>An offer of a file to one person: what it is, never what is in it.</summary>
/// <param name="Kind">A kind of <see cref="IFileSource"/>.</param>
/// <param name="Name">The file's name with its ending, such as <c>what-we-hold.json</c>: letters, digits, spaces, hyphens, dots.</param>
/// <param name="About">One sentence that says what is in it, for the card.</param>
/// <param name="Context">What the source needs to make it, at most <see cref="ContextCharactersMax"/> characters.</param>
public sealed record FileOffer(string Kind, string Name, Microsoft365.Cards.PlainText About, string Context = "")
{
    /// <summary>The longest context, in characters.</summary>
    public const int ContextCharactersMax = 500;
}
