using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Decisions.Managing;
using LeadershipBot.Features.Decisions.Reviews;
using LeadershipBot.Features.Decisions.Writing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Sending;

/// <summary>
/// A chair or an organiser sends a decision, now or at a time. Where many get it, or others than were shown, the number is
/// shown once more and confirmed; where somebody else changed it meanwhile, it is shown once more. It is sent once, however often that is pressed.
/// </summary>
internal sealed class SendDecision(DecisionShelf shelf, PreviewCards previews, ManageCards managing, WritingCards writing, LinkedThings things, ITeams teams, IChannels channels, Outbox outbox, Contention contention, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var form = SendingForm.Read(turn.Data);
        if (form.Audience.Teams.Count > 0 && !form.IsOdd)
            form = await library.Text.NameTeamsAsync(teams, turn.Actor.Organisation.Id, form.Audience.Teams, cancellationToken) is { } names ? form with { Audience = form.Audience with { TeamNames = names } } : form with { IsOdd = true };
        var channel = form.IsToChannel ? await channels.FindAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, form.Channel, cancellationToken) : null;
        var count = await previews.CountAsync(turn.Actor.Organisation.Id, form, cancellationToken);
        return await contention.RunAsync(stop => OnceAsync(turn, form, count, channel, stop), cancellationToken);
    }

    private async Task<Answer?> OnceAsync(Turn turn, SendingForm form, int count, KnownChannel? channel, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("decisions.refused.unknown"));
        if (head.Decision.State is not DecisionState.Draft)
            return await managing.ShowAsync(turn, head, new Refusal(DecisionRefusals.SentAlready), null, cancellationToken);
        var content = head.Writing ?? head.Decision.Content;
        if (!PreviewCards.WasRead(turn, content))
            return await ChangedAsync(turn, head, content, form, cancellationToken);
        if (form.StartsAt(turn.At, turn.TimeZone).IsRefused(out var odd, out var starts))
            return await previews.ShowAsync(turn, head, content, form, odd, asksAgain: false, null, cancellationToken);
        if (form.IsToChannel && channel is null)
            return await previews.ShowAsync(turn, head, content, form, new Refusal("decisions.refused.channel"), asksAgain: false, null, cancellationToken);
        var wanted = new DecisionRelease(content, form.IsToEach ? form.Audience : null, form.IsPostedHere && (channel?.Place ?? head.WrittenIn) is not null, starts.At, count) { Shown = form.Shown, Confirmed = form.Confirmed };
        if (head.Decision.Release(turn.Actor, wanted, turn.At, turn.Today).IsRefused(out var refusal, out var released))
            return await RefusedAsync(turn, head, content, form, refusal, cancellationToken);

        var key = head.PartitionKey;
        await things.NoteAsync(turn.Actor.Organisation.Id, content.Linked, key, cancellationToken);
        List<Change> changes =
        [
            new Change.Replace(DecisionRows.OfDecision(released, head.ETag)),
            .. DecisionRows.OfLinked(head, await things.ReadAsync(turn.Actor.Organisation.Id, content.Linked, cancellationToken)),
            BeginSending.At(key, released.StartsAt!.Value),
            .. RemindReview.Orders(key, released.Content),
            Audit.Entry(key, turn, "decisions.released"),
        ];
        if (channel is not null)
            changes.Add(new Change.Upsert(DecisionRows.OfChannel(key, channel.Place)));
        else if (head.Channel is not null)
            changes.Add(new Change.Delete(DecisionRows.ChannelRow, null)); // it was held back, and goes elsewhere now
        if (head.WritingETag is { } etag)
            changes.Add(new Change.Delete(DecisionRows.WritingRow, etag));
        return await outbox.CommitAsync(DecisionRows.Table, key, changes, cancellationToken) is CommitResult.Conflict ? null : new Answer.Say(Said(released, turn));
    }

    private async Task<Answer> ChangedAsync(Turn turn, DecisionHead head, DecisionContent content, SendingForm form, CancellationToken cancellationToken)
        => head.Decision.MayBeMadeBy(turn.Actor)
            ? await previews.ShowAsync(turn, head, content, form, new Refusal(DecisionRefusals.Changed), asksAgain: false, null, cancellationToken)
            : new Answer.Refused(new Refusal(DecisionRefusals.Role));

    private async Task<Answer> RefusedAsync(Turn turn, DecisionHead head, DecisionContent content, SendingForm form, Refusal refusal, CancellationToken cancellationToken) => refusal.TextKey switch
    {
        DecisionRefusals.Role => new Answer.Refused(refusal),
        DecisionRefusals.NotConfirmed => await previews.ShowAsync(turn, head, content, form, problem: null, asksAgain: true, null, cancellationToken),
        "decisions.refused.nobody" or "decisions.refused.far" => await previews.ShowAsync(turn, head, content, form, refusal, asksAgain: false, null, cancellationToken),
        _ => await writing.BackgroundAsync(turn, head, content, refusal, cancellationToken), // it lay in a draft, and a day has passed
    };

    private PlainText Said(Decision released, Turn turn) => released.StartsAt > turn.At
        ? library.Text.Plain("decisions.released.later", ("when", TimeWords.Moment(released.StartsAt.Value, turn.TimeZone)))
        : library.Text.Plain("decisions.released.now");
}
