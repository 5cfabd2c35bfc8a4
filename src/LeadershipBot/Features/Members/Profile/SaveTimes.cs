using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>A person says when, and for how many minutes a week, they may be asked. It holds in all their organisations.</summary>
internal sealed class SaveTimes(TimesDialog dialog, SelfShelf selves, AskBook asks, ProfileCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var times = TimesDialog.Read(turn.Data);
        if (times.ApplyTo(turn.Settings).IsRefused(out var refusal, out _))
            return dialog.Open(turn, times, refusal);
        var settings = await selves.ChangeAsync(turn.Actor.MemberId, before => times.ApplyTo(before).IsRefused(out _, out var after) ? before : after, cancellationToken);
        await asks.ReconsiderAsync(turn.Actor.MemberId, settings, turn.TimeZone, cancellationToken);
        return new Answer.Say(library.Text.Plain("profile.timesForm.saved")) { Renewed = await card.AfterAsync(turn, turn.Actor.Organisation.Id, cancellationToken) };
    }
}
