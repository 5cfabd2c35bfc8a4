using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>A person chooses the day until which they want to be asked nothing.</summary>
internal sealed class SavePause(PauseCards cards, SelfShelf selves, AskBook asks, ProfileCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!DateOnly.TryParseExact(turn.Data.Text("until"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return cards.Open(turn, new Refusal("profile.refused.pauseWords"));
        if (Pausing.UntilDay(day, turn.At, turn.TimeZone).IsRefused(out var refusal, out var order))
            return cards.Open(turn, refusal);
        var settings = await selves.ChangeAsync(turn.Actor.MemberId, now => now with { PausedUntil = order.Until }, cancellationToken);
        await asks.ReconsiderAsync(turn.Actor.MemberId, settings, turn.TimeZone, cancellationToken);
        var sentence = library.Text.Plain("profile.pauseForm.saved", ("when", TimeWords.Moment(order.Until!.Value, turn.TimeZone)));
        return new Answer.Say(sentence) { Renewed = await card.AfterAsync(turn, turn.Actor.Organisation.Id, cancellationToken) };
    }
}
