using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>Changes what people set for themselves.</summary>
internal sealed class SelfShelf(IRecordStore store, Contention contention, IServiceProvider services)
{
    /// <summary>Changes a person's settings; a change that changes nothing writes nothing. Safe to repeat.</summary>
    /// <returns>The settings as they are now.</returns>
    /// <exception cref="StoreUnavailableException">It went on for too long.</exception>
    public async Task<PersonalSettings> ChangeAsync(MemberId member, Func<PersonalSettings, PersonalSettings> change, CancellationToken cancellationToken)
    {
        var changed = await contention.RunAsync(stop => ChangeOnceAsync(member, change, stop), cancellationToken);
        services.GetRequiredService<IDirectory>().Forget(member);
        return changed;
    }

    private async Task<PersonalSettings?> ChangeOnceAsync(MemberId member, Func<PersonalSettings, PersonalSettings> change, CancellationToken cancellationToken)
    {
        var row = await store.FindAsync(PersonRows.Table, member.ToString(), PersonRows.Settings, cancellationToken);
        var before = row is null ? PersonalSettings.Usual : PersonRows.ToSettings(row);
        var after = change(before);
        if (after == before)
            return after;
        var written = PersonRows.OfSettings(member, after, row?.ETag);
        var result = await store.CommitAsync(PersonRows.Table, member.ToString(), [row is null ? new Change.Insert(written) : new Change.Replace(written)], cancellationToken);
        return result is CommitResult.Conflict ? null : after;
    }
}
