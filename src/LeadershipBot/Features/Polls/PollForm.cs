using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>The poll's dialog, as it was filled in.</summary>
/// <param name="Nonce">Made when the dialog was opened: sending it twice makes one poll.</param>
/// <param name="OrganisationId">The organisation for which the dialog was opened, so that sending it is about the same one.</param>
/// <param name="Question">The question.</param>
/// <param name="Settings">How it is asked.</param>
internal sealed record PollForm(string Nonce, string OrganisationId, QuestionForm Question, AskForm Settings)
{
    /// <summary>The poll that it changes; null for a new one.</summary>
    public EditedPoll? Edits { get; init; }

    public static PollForm Empty(string nonce, string question, string organisationId) => new(nonce, organisationId, QuestionForm.Empty(question), new AskForm());

    /// <param name="data">What came from outside: the inputs, or what a later page carries of them.</param>
    /// <param name="otherwise">The nonce of a form that came back without a usable one.</param>
    /// <param name="organisationId">The organisation that the turn is about.</param>
    public static PollForm Read(TurnData data, string otherwise, string organisationId)
    {
        var typed = CarriedForm.Read(data);
        return new PollForm(data.Nonce(otherwise), organisationId, QuestionForm.Read(typed), AskForm.Read(typed));
    }

    /// <summary>All that was filled in, for the next page to carry along.</summary>
    public string ToCarried() => CarriedForm.Write(Question.Inputs().Concat(Settings.Inputs()));
}
