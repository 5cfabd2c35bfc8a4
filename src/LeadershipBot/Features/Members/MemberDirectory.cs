using System.Collections.Immutable;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Held;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace LeadershipBot.Features.Members;

/// <summary>
/// Finds the person behind a Teams account and the organisation that a turn is about, and remembers both for half a
/// minute, so that a busy turn asks the store for nothing and a role that was taken away stops working soon on every server.
/// </summary>
internal sealed class MemberDirectory(
    IRecordStore store, OrganisationShelf organisations, RollShelf rolls, PlaceShelf places, SelfShelf selves, PersonalChats chats, Outbox outbox, OrganisationSettings settings, CardLibrary library, TimeProvider time) : IDirectory, IDisposable
{
    private const int RememberedMax = 50_000;

    private static readonly RowRange HeadRows = RowRange.Prefix(PersonRows.Head);

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = RememberedMax });
    private readonly HashSet<string> _administrators = new(settings.Administrators, StringComparer.OrdinalIgnoreCase);

    public async ValueTask<KnownPerson> FindAsync(Account account, Place place, string organisationId, CancellationToken cancellationToken)
    {
        var person = await PersonAsync(account, place, cancellationToken);
        if (person.Hats.Count == 0)
            await organisations.RememberTenantAsync(account.TenantId, cancellationToken); // what they ask lies under the tenant
        var nobody = new Actor(account.ObjectId, account.TenantId, NameOf(person, account), Hat.Unlisted(OrganisationName.NotSetUp(account.TenantId)))
        {
            Hats = person.Hats,
            Everywhere = _administrators.Contains(account.ObjectId) ? Roles.Administrator : Roles.Member,
        };
        var about = await AboutAsync(person, place, nobody.Everywhere, organisationId, cancellationToken);
        // Before the turn, since all that it may write about them is found by this.
        await NoteAsync(nobody.MemberId, person, about?.Name.Id ?? nobody.Organisation.Id, cancellationToken);
        return about is null ? new KnownPerson(nobody, person.Settings) : new KnownPerson(nobody.In(about.Name), person.Settings) { Organisation = about };
    }

    public async ValueTask<IReadOnlyList<OrganisationName>> ListOrganisationsAsync(CancellationToken cancellationToken)
        => [.. await organisations.ListAllAsync(cancellationToken), .. (await organisations.ListTenantsAsync(cancellationToken)).Select(OrganisationName.NotSetUp)];

    public async Task<IReadOnlyList<MemberId>> ListPeopleAsync(string organisationId, CancellationToken cancellationToken)
    {
        if (new OrganisationName(organisationId, "").IsNotSetUp)
            return await organisations.ListSeenUnderAsync(organisationId, cancellationToken);
        var people = new List<MemberId>();
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return people;
        await foreach (var member in rolls.ListAsync(organisation, cancellationToken))
            people.Add(member.Id);
        return people;
    }

    public Task<IReadOnlyList<OrganisationName>> ListOrganisationsOfTenantAsync(string tenantId, CancellationToken cancellationToken) => organisations.ListOfTenantAsync(tenantId, cancellationToken);

    public async Task<OrganisationsOfPerson> ListOrganisationsOfAsync(MemberId member, CancellationToken cancellationToken)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var row in store.ListAsync(PersonRows.Table, member.ToString(), HeadRows, cancellationToken))
        {
            if (PersonRows.PointedTo(row) is { } id)
                ids.Add(id);
        }

        var named = await Task.WhenAll(ids.Select(async id => (await organisations.FindAsync(id, cancellationToken))?.Name ?? new OrganisationName(id, "")));
        return new OrganisationsOfPerson(named, await organisations.IsAllNotedAsync(cancellationToken));
    }

    public ValueTask NoteAsync(MemberId member, string organisationId, CancellationToken cancellationToken)
        => NoteAsync(member, TryRecall(member.ToString(), out Person? known) ? known! : Person.Unknown, organisationId, cancellationToken);

    public Task ActForAsync(MemberId member, string organisationId, CancellationToken cancellationToken)
        => selves.ChangeAsync(member, settings => settings with { ActsFor = organisationId }, cancellationToken);

    public void Forget(MemberId member) => _known.Remove(member.ToString());

    public void Dispose() => _known.Dispose();

    /// <summary>
    /// Whoever holds a role everywhere, by the settings, may press a card of any organisation; others only those of their
    /// own, and what was posted where they are. A card of an organisation that isn't theirs is never taken for one of theirs.
    /// </summary>
    private async ValueTask<Organisation?> AboutAsync(Person person, Place place, Roles everywhere, string organisationId, CancellationToken cancellationToken)
    {
        if (organisationId.Length > 0 && !new OrganisationName(organisationId, "").IsNotSetUp)
        {
            var mayBeThere = everywhere != Roles.Member || person.Hats.Any(hat => hat.Organisation.Id == organisationId)
                || (place.Scope is not Scope.Personal && (await OfPlaceAsync(place, cancellationToken))?.Name.Id == organisationId);
            return mayBeThere ? (await organisations.FindAsync(organisationId, cancellationToken))?.Organisation : null;
        }

        if (place.Scope is not Scope.Personal && await OfPlaceAsync(place, cancellationToken) is { } here)
            return here;
        var choice = person.Settings.ActsFor ?? "";
        if (everywhere != Roles.Member && person.Hats.All(hat => hat.Organisation.Id != choice) && await organisations.FindAsync(choice, cancellationToken) is { } made)
            return made.Organisation; // they made it, and need not be listed there
        // One that they joined themselves and that nobody has confirmed doesn't take the chat over from those that list them.
        var chosen = person.Hats.FirstOrDefault(hat => hat.Organisation.Id == person.Settings.ActsFor) ?? person.Hats.FirstOrDefault(hat => hat.IsListed) ?? (person.Hats is [var first, ..] ? first : null);
        return chosen is null ? null : (await organisations.FindAsync(chosen.Organisation.Id, cancellationToken))?.Organisation;
    }

    private async ValueTask NoteAsync(MemberId id, Person person, string organisationId, CancellationToken cancellationToken)
    {
        if (person.Noted.Contains(organisationId))
            return;
        await outbox.CommitAsync(PersonRows.Table, id.ToString(), LookAgain.Noted(id, organisationId, time.GetUtcNow()), cancellationToken);
        if (person != Person.Unknown)
            Remember(id.ToString(), person with { Noted = person.Noted.Add(organisationId) });
    }

    private async ValueTask<Organisation?> OfPlaceAsync(Place place, CancellationToken cancellationToken)
        => await places.FindAsync(place, cancellationToken) is { } here ? (await organisations.FindAsync(here.Id, cancellationToken))?.Organisation : null;

    private async ValueTask<Person> PersonAsync(Account account, Place place, CancellationToken cancellationToken)
    {
        var id = new MemberId(account.TenantId, account.ObjectId);
        if (TryRecall(id.ToString(), out Person? known) && (known!.HasChat || place.Scope is not Scope.Personal))
            return known;

        var (pointers, noted, settings, chat) = (new List<string>(), ImmutableHashSet.CreateBuilder<string>(), PersonalSettings.Usual, (Record?)null);
        await foreach (var row in store.ListAsync(PersonRows.Table, id.ToString(), HeadRows, cancellationToken))
        {
            if (row.RowKey == PersonRows.Settings)
                settings = PersonRows.ToSettings(row);
            else if (row.RowKey == PersonRows.Chat)
                chat = row;
            else if (row.RowKey.StartsWith(PersonRows.Hat, StringComparison.Ordinal))
                pointers.Add(row.RowKey[PersonRows.Hat.Length..]);
            if (PersonRows.PointedTo(row) is { } organisation && !PersonRows.IsGoing(row))
                noted.Add(organisation);
        }

        var worn = await Task.WhenAll(pointers.Select(organisation => HatAsync(organisation, id, cancellationToken)));
        var hats = worn.OfType<(string Name, Hat Hat)>().OrderBy(one => one.Hat.Organisation.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var hasChat = place.Scope is Scope.Personal ? await KeepChatAsync(id, account, place, chat, cancellationToken) : chat is not null;
        var person = new Person(hats is [var listed, ..] ? listed.Name : account.Name, [.. hats.Select(one => one.Hat)], settings, hasChat, noted.ToImmutable());
        Remember(id.ToString(), person);
        return person;
    }

    private async Task<(string Name, Hat Hat)?> HatAsync(string organisationId, MemberId id, CancellationToken cancellationToken)
    {
        // Read anew: what is remembered of the organisation is as old as half a minute, and this is remembered as long again.
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation
            || await rolls.FindAsync(organisation, id, cancellationToken) is not { LeftAt: null } member)
        {
            return null;
        }

        return (member.Name, new Hat(organisation.Name, member.Roles)
        {
            IsListed = !member.IsUnconfirmed,
            Practices = organisation.NamesOf(organisation.StillIn(member.Practices)),
            Localities = organisation.LocalitiesOf(organisation.StillIn(member.Practices)),
            ChosenPractices = organisation.NamesOf(member.ChosenPractices),
            LeadOf = organisation.StillIn(member.LeadOf),
            Profession = member.Profession,
            Contract = member.Contract,
        });
    }

    /// <summary>
    /// Where the person can be reached is noted at first contact, and when it moves; a chat that was removed comes back by
    /// an installation only, since a late event or an old link says nothing of now. A turn doesn't fail for it.
    /// </summary>
    private async Task<bool> KeepChatAsync(MemberId id, Account account, Place place, Record? known, CancellationToken cancellationToken)
    {
        if (known is not null && (PersonRows.IsRemovalOnly(known) || (PlaceColumns.Read(known) == place && PersonRows.ChatOf(known) is not ChatStanding.Refused)))
            return true;
        try
        {
            await chats.WriteAsync(id, place, account.TeamsId, time.GetUtcNow(), cancellationToken);
            return true;
        }
        catch (Exception cause) when (cause is StoreUnavailableException or CommitUnconfirmedException)
        {
            return false; // noted at the next turn
        }
    }

    private bool TryRecall<T>(string key, out T? value)
        where T : class
    {
        value = _known.TryGetValue(key, out Remembered? known) && time.GetElapsedTime(known!.At) < OrganisationShelf.RememberedFor ? known.Value as T : null;
        return value is not null;
    }

    private void Remember(string key, object value)
        => _known.Set(key, new Remembered(value, time.GetTimestamp()), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = OrganisationShelf.RememberedFor });

    /// <summary>Whom nobody listed is called as Teams calls them in this turn: an installation comes without their name.</summary>
    private string NameOf(Person person, Account account)
    {
        var name = person.Hats.Count == 0 && account.Name.Length > 0 ? account.Name : person.Name;
        return name.Length > 0 ? name : library.Text.Plain("shell.nameless").Words;
    }

    /// <param name="Noted">The organisations under which it is known to look for what is kept about them.</param>
    private sealed record Person(string Name, IReadOnlyList<Hat> Hats, PersonalSettings Settings, bool HasChat, ImmutableHashSet<string> Noted)
    {
        public static Person Unknown { get; } = new("", [], PersonalSettings.Usual, HasChat: false, []);
    }

    private sealed record Remembered(object Value, long At);
}
