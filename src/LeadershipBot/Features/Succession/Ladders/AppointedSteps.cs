using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Succession.Ladders;

/// <summary>An appointment to a rung below a seat is a step on the ladder by itself: nobody has to record it.</summary>
internal sealed class AppointedSteps(LadderShelf shelf)
{
    /// <summary>Notes it; a seat is a tenure and no step. Safe to repeat.</summary>
    /// <param name="post">The post, in which the tenure stands.</param>
    /// <param name="tenureId">The tenure that came of the appointment.</param>
    /// <param name="at">When they were appointed.</param>
    /// <param name="cancellationToken">Gives up; safe to repeat.</param>
    public async Task NoteAsync(Post post, string tenureId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!Ladder.Recorded.Contains(post.Content.Rung) || post.Tenures.FirstOrDefault(one => one.Id == tenureId) is not { Holder: { } holder } tenure)
            return;
        var what = TurnData.Clip(post.Content.Title, Ladder.WhatCharactersMax);
        var step = new LadderStep(IdOf(tenureId), holder, post.Content.Rung, what, tenure.From, tenure.Until);
        var entry = Audit.ByProgram(post.Organisation.Id, "posts.stepRecorded", at, new Changed(holder.Id.ObjectId, "", step.Id));
        await shelf.AddStepAsync(post.Organisation.Id, step, entry, cancellationToken);
    }

    /// <summary>Takes it back with the appointment. Safe to repeat.</summary>
    public Task DropAsync(string organisationId, MemberId person, string tenureId, CancellationToken cancellationToken)
        => shelf.DropStepAsync(organisationId, person, IdOf(tenureId), cancellationToken);

    private static string IdOf(string tenureId) => LadderRows.IdOf("appointed", tenureId);
}
