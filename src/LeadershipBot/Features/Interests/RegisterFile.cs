using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Interests;

/// <summary>Makes the register as a file, with what the person who takes it may read, at the moment when they take it.</summary>
internal sealed class RegisterFile(InterestRegister register, CardLibrary library) : IFileSource
{
    public const string FileKind = "interests.register";

    /// <summary>Who may take it as a file; what is in it is what they may read.</summary>
    public const Roles Takers = Roles.Chair | Roles.Organiser | Roles.Administrator;

    private static readonly string[] Header =
        ["Name", "Role", "Title", "Type", "Interest", "Whose", "From", "Until", "What was agreed", "Declared at", "Declared on", "Days late", "Statement"];

    private readonly TextFile _text = library.Text;

    public string Kind => FileKind;

    /// <summary>The offer of it.</summary>
    public FileOffer Offer(Actor actor) => new(FileKind, "register-of-interests.csv", _text.Plain("interests.file.about", ("organisation", _text.NameOf(actor.Organisation))));

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        if (!wish.Actor.Hat.IsListed || !wish.Actor.HoldsAny(Takers))
            return new Refusal("interests.refused.file");
        var today = InterestWords.DateOf(wish.At, wish.Zone);
        var entries = await register.ReadAsync(wish.Actor, today, cancellationToken);
        return new FileContent("text/csv; charset=utf-8", Csv.Write(Header, entries.SelectMany(entry => Rows(entry, today, wish.Zone))));
    }

    private IEnumerable<IReadOnlyList<string?>> Rows(RegisterEntry entry, DateOnly today, TimeZoneInfo zone)
    {
        if (entry.Interests.Count == 0)
        {
            var statement = entry.NothingAt(today) is { } at
                ? _text.Plain("interests.register.nothing", ("when", InterestWords.Date(InterestWords.DateOf(at, zone))))
                : _text.Plain(entry.Said is null ? "interests.register.silent" : "interests.register.noneCurrent");
            yield return [entry.Name, _text.NamesOf(entry.Roles), entry.Title, null, null, null, null, null, null, null, null, null, statement.Words];
        }

        foreach (var one in entry.Interests)
            yield return Row(entry, one, zone);
    }

    private string?[] Row(RegisterEntry entry, Declared one, TimeZoneInfo zone)
    {
        var (interest, declared) = (one.Interest, InterestWords.DateOf(one.DeclaredAt, zone));
        return
        [
            entry.Name,
            _text.NamesOf(entry.Roles),
            entry.Title,
            InterestWords.TypeOf(_text, interest.Type),
            interest.What,
            interest.Relation is { } relation ? InterestWords.RelationOf(_text, relation) : null,
            InterestForm.Text(interest.From),
            interest.Until is { } until ? InterestForm.Text(until) : null,
            interest.Mitigation,
            interest.About,
            InterestForm.Text(declared),
            interest.DaysLate(declared).ToString(CultureInfo.InvariantCulture),
            null,
        ];
    }
}
