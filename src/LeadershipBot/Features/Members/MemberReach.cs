using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>Where a person can be reached: in their own chat with the bot, noted at first contact, until they remove it.</summary>
internal sealed class MemberReach(IRecordStore store) : IReach
{
    public async Task<PersonalReach> FindAsync(MemberId person, CancellationToken cancellationToken)
    {
        var self = await store.FindAsync(PersonRows.Table, person.ToString(), PersonRows.Settings, cancellationToken);
        var settings = self is null ? PersonalSettings.Usual : PersonRows.ToSettings(self);
        var chat = await store.FindAsync(PersonRows.Table, person.ToString(), PersonRows.Chat, cancellationToken);
        if (chat is null)
            return new PersonalReach(null, "neverMet", settings);
        return chat.GetDateTimeOffset("RemovedAt") is null
            ? new PersonalReach(PlaceColumns.Read(chat), "", settings)
            : new PersonalReach(null, "removed", settings);
    }
}
