using LeadershipBot.Domain;
using LeadershipBot.Domain.Text;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Asks;

/// <summary>A member says where the words go that they typed: the feature that offered it takes them.</summary>
internal sealed class TakeWords(IEnumerable<IWordsTaker> takers) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var kind = turn.Data.Text("kind");
        if (takers.FirstOrDefault(one => one.Kind == kind) is not { } taker || !turn.Data.TryText("thing", out var thing) || !turn.Data.TryText("words", out var words))
            return new Answer.Unusable(new Refusal("shell.refused.unknownButton"));
        return PatientData.FindIn(words, turn.Today) is not null
            ? new Answer.Unusable(new Refusal("shell.refused.patientData"))
            : await taker.TakeAsync(turn, thing, words, cancellationToken);
    }
}
