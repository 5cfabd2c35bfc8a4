using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>
/// Where a person can be reached: in their own chat with the bot, noted at first contact, until they remove it. Where there
/// is none it can be begun through a team or chat of an organisation that lists them.
/// </summary>
internal sealed class MemberReach(IRecordStore store, OrganisationShelf organisations, RollShelf rolls, RosterShelf rosters, PersonalChats chats, Sender sender, TimeProvider time) : IReach
{
    public async Task<PersonalReach> FindAsync(MemberId person, CancellationToken cancellationToken)
    {
        var self = await store.FindAsync(PersonRows.Table, person.ToString(), PersonRows.Settings, cancellationToken);
        var settings = self is null ? PersonalSettings.Usual : PersonRows.ToSettings(self);
        var chat = await store.FindAsync(PersonRows.Table, person.ToString(), PersonRows.Chat, cancellationToken);
        if (chat is null)
            return new PersonalReach(null, PersonalReach.NeverMet, settings);
        return PersonRows.ChatOf(chat) is ChatStanding.Known or ChatStanding.Refused
            ? new PersonalReach(PlaceColumns.Read(chat), "", settings) { TeamsId = chat.GetString("TeamsId") ?? "" }
            : new PersonalReach(null, "removed", settings);
    }

    public async Task<PersonalReach> OpenAsync(MemberId person, CancellationToken cancellationToken)
    {
        var known = await FindAsync(person, cancellationToken);
        if (known.Why != PersonalReach.NeverMet || await MeetAsync(person, cancellationToken) is not var (met, serviceUrl))
            return known;
        var opening = await sender.InBulk.OpenChatAsync(person, met.TeamsId, serviceUrl, cancellationToken);
        if (opening.Chat is not { } chat)
            return opening.How is Sent.NotNow notNow ? known with { NotNow = notNow } : known with { Why = ((Sent.Never)opening.How).Because };

        var isNew = await chats.BeginAsync(person, chat, met.TeamsId, time.GetUtcNow(), cancellationToken);
        // Where they wrote, or removed the bot, meanwhile, that counts.
        return isNew ? known with { Chat = chat, TeamsId = met.TeamsId, Why = "" } : await FindAsync(person, cancellationToken);
    }

    public async Task<bool> RenewAsync(MemberId person, Place chat, Sent.Never why, CancellationToken cancellationToken)
    {
        var row = await store.FindAsync(PersonRows.Table, person.ToString(), PersonRows.Chat, cancellationToken);
        if (!PersonRows.IsChat(row, chat))
            return PersonRows.ChatOf(row) is ChatStanding.Known; // they were met elsewhere meanwhile
        if (!why.IsGone)
        {
            await chats.IsRefusedAsync(person, row!, cancellationToken);
            return false;
        }

        var opening = await sender.InBulk.OpenChatAsync(person, row!.GetString("TeamsId") ?? "", chat.ServiceUrl, cancellationToken);
        if (opening.Chat is not { } found || found == chat)
            return false;
        await chats.MoveAsync(person, row, found, cancellationToken);
        return true;
    }

    /// <summary>
    /// Finds a person in the teams and chats of the organisations whose roll lists them at this moment; null where they are
    /// in none. Who has left, or was taken off, isn't written to by a bot that they never spoke with.
    /// </summary>
    private async Task<(RosterPerson Met, string ServiceUrl)?> MeetAsync(MemberId person, CancellationToken cancellationToken)
    {
        await foreach (var hat in store.ListAsync(PersonRows.Table, person.ToString(), RowRange.Prefix(PersonRows.Hat), cancellationToken))
        {
            var organisationId = hat.RowKey[PersonRows.Hat.Length..];
            if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation
                || await rolls.FindAsync(organisation, person, cancellationToken) is not { LeftAt: null })
                continue;
            foreach (var head in await rosters.ListOfAsync(organisationId, cancellationToken))
            {
                if (await rosters.FindPersonAsync(head, person, cancellationToken) is { Standing: RosterStanding.Member, TeamsId.Length: > 0 } met)
                    return (met, head.Place.ServiceUrl);
            }
        }

        return null;
    }
}
