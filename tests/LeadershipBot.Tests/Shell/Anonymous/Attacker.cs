using System.Globalization;
using System.Text;
using LeadershipBot.Domain.Anonymous;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>
/// Has every copy of the store, and all that was logged, traced and measured, taken after every single answer; knows the
/// program, who answered when, and in the end the published result; but has no key. Tells everything by which one could
/// learn more than the result.
/// </summary>
internal sealed class Attacker
{
    private readonly List<Seen> _answers = [];
    private readonly List<Seen> _comments = [];
    private readonly HashSet<string> _findings = [];
    private readonly List<byte[]> _earlier = [];
    private readonly List<string> _earlierOrder = [];
    private readonly List<string> _commentOrder = [];
    private int _ask;
    private int _answered;
    private readonly List<string> _rowOrder = [];
    private (int Right, int Tried, int Commonest) _aligned;
    private int _alignedByRow;
    private (int Right, int Tried, double Commonest) _firsts;
    private (int Fixed, int Asks) _commentsInOrder;

    public int Answers => _answers.Count;

    /// <summary>The attacker looks at what one answer changed.</summary>
    public void Watch(TrialAsk ask, TrialAnswer answer, string receipt, Copy before, Copy after, IReadOnlyList<string> heard)
    {
        FindPlainly(ask, answer, receipt, after, heard);
        FindSizes(before, after);
        var features = Features(before, after, heard);
        _answers.Add(new Seen(_ask, features, answer.Choice));
        if (ask.HasComments)
            _comments.Add(new Seen(_ask, features, answer.Comment.Length > 0 ? 1 : 0));
        _earlier.AddRange(after.Rows.Values.SelectMany(row => row.Columns).Select(column => column.Value));
        _earlierOrder.Add(ask.Patterns[answer.Choice]);
        _rowOrder.Add(features["first row chosen"]);
        if (answer.Comment.Length > 0)
            _commentOrder.Add(answer.Comment);
        _answered++;
    }

    /// <summary>The ask was closed, and its result published: the attacker compares it with all earlier copies.</summary>
    /// <param name="after">The copy after closing.</param>
    /// <param name="patterns">The patterns as they lie in the clear, each as often as it was given, in the order of the rows.</param>
    /// <param name="comments">The comments, in the order of the rows.</param>
    /// <param name="receipts">What stands in the list of receipts.</param>
    public void Compare(Copy after, IReadOnlyList<string> patterns, IReadOnlyList<string> comments, IReadOnlyList<byte[]> receipts)
    {
        foreach (var name in after.Rows.Values.SelectMany(row => row.Columns).Select(column => column.Name).Where(name => name is "WrappedKey" or "Sealed").Distinct())
            _findings.Add($"{name} is still there after closing");
        if (receipts.Any(receipt => _earlier.Exists(earlier => earlier.AsSpan().IndexOf(receipt) >= 0)))
            _findings.Add("a receipt of the list stands in an earlier copy");
        var commonest = _earlierOrder.CountBy(pattern => pattern).Max(one => one.Value);
        _aligned.Right += patterns.Zip(_earlierOrder).Count(pair => pair.First == pair.Second);
        var byRow = _earlierOrder.Zip(_rowOrder).OrderBy(one => one.Second, StringComparer.Ordinal).Select(one => one.First);
        _alignedByRow += patterns.Zip(byRow).Count(pair => pair.First == pair.Second);
        _aligned.Tried += _answered;
        _aligned.Commonest += commonest;
        if (patterns.Count > 0) // of so few nothing is published
        {
            _firsts.Right += patterns[0] == _earlierOrder[0] ? 1 : 0;
            _firsts.Tried++;
            _firsts.Commonest += (double)commonest / _answered;
        }

        if (comments.Count > 0)
        {
            _commentsInOrder.Fixed += comments.Zip(_commentOrder).Count(pair => pair.First == pair.Second);
            _commentsInOrder.Asks++;
        }

        (_ask, _answered) = (_ask + 1, 0);
        _earlier.Clear();
        _earlierOrder.Clear();
        _rowOrder.Clear();
        _commentOrder.Clear();
    }

    /// <summary>All that gives answers away; nothing where the box is right.</summary>
    public IReadOnlyList<string> Findings()
    {
        IEnumerable<string> found = [.. _findings, .. Guessing.Successes("an answer", _answers), .. Guessing.Successes("a comment's writer", _comments)];
        if (_aligned.Right > Guessing.MostByChance(_aligned.Commonest))
            found = found.Append($"the order of the result is that of the answers: {_aligned.Right} of {_aligned.Tried}, {_aligned.Commonest} by the result alone");
        if (_alignedByRow > Guessing.MostByChance(_aligned.Commonest))
            found = found.Append($"the order of the result is that of the rows: {_alignedByRow} of {_aligned.Tried}, {_aligned.Commonest} by the result alone");
        if (_firsts.Right > Guessing.MostByChance(_firsts.Commonest, _firsts.Tried))
            found = found.Append($"the first pattern is that of the first who answered: {_firsts.Right} of {_firsts.Tried}");
        if (_commentsInOrder.Fixed > Guessing.MostByChance(_commentsInOrder.Asks))
            found = found.Append($"the order of the comments is that in which they came: {_commentsInOrder.Fixed} in {_commentsInOrder.Asks} asks, one in each by chance");
        return [.. found];
    }

    private void FindPlainly(TrialAsk ask, TrialAnswer answer, string receipt, Copy after, IReadOnlyList<string> heard)
    {
        List<byte[]> secrets = [Encoding.UTF8.GetBytes(ask.Mark)];
        if (receipt.Length > 0)
            secrets.AddRange(Encoding.UTF8.GetBytes(receipt), Encoding.UTF8.GetBytes(receipt.Replace("-", "", StringComparison.Ordinal)));
        if (Receipt.TryRead(receipt, out var given))
        {
            secrets.Add(new byte[Receipt.Bytes]);
            given.WriteTo(secrets[^1]);
        }

        foreach (var secret in secrets)
        {
            if (Spellings(secret).Any(spelt => after.Raw.Any(bytes => bytes.Span.IndexOf(spelt) >= 0)))
                _findings.Add("an answer or a receipt stands in the files");
            if (after.Rows.Values.Any(row => row.Columns.Any(column => column.Value.AsSpan().IndexOf(secret) >= 0 || row.Key.Contains(ask.Mark, StringComparison.Ordinal))))
                _findings.Add("an answer or a receipt stands in a row");
        }

        string[] told = [ask.Mark, answer.Person, answer.Person.Replace("-", "", StringComparison.Ordinal), ask.Key + " ", receipt];
        if (heard.Any(line => told.Any(word => word.Length > 0 && line.Contains(word, StringComparison.OrdinalIgnoreCase))))
            _findings.Add("a log, trace or measure tells of an answer or a person");
    }

    /// <summary>Bytes as they are, and as they stand in Base64 at each of its three beginnings.</summary>
    private static IEnumerable<byte[]> Spellings(byte[] secret)
    {
        yield return secret;
        for (var before = 0; before < 3; before++)
        {
            var spelt = Convert.ToBase64String([.. new byte[before], .. secret]);
            yield return Encoding.ASCII.GetBytes(spelt[(before == 0 ? 0 : before + 1)..((before + secret.Length) * 8 / 6)]);
        }
    }

    /// <summary>Rows that hold answers must not grow or shrink; what others do, such as those of what is still to be sent, is a matter of guessing.</summary>
    private void FindSizes(Copy before, Copy after)
    {
        foreach (var row in after.Rows.Values.Where(row => row.Key.StartsWith("anonymous.", StringComparison.Ordinal) && !row.Key.Contains("roll", StringComparison.Ordinal)))
            if (before.Rows.TryGetValue(row.Key, out var earlier) && earlier.Size != row.Size)
                _findings.Add("the size of a row changes with an answer");
    }

    /// <summary>Whatever could go with an answer: which rows, in which order, of which sizes, when, with which nonce, and what was heard.</summary>
    private static Dictionary<string, string> Features(Copy before, Copy after, IReadOnlyList<string> heard)
    {
        var changed = after.Rows.Values.Where(row => !before.Rows.TryGetValue(row.Key, out var earlier) || earlier.Version != row.Version).ToList();
        var others = changed.Where(row => !row.Key.Contains("roll", StringComparison.Ordinal)).OrderBy(row => row.Key, StringComparer.Ordinal).ToList();
        var features = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["rows changed"] = Text(changed.Count),
            ["rows chosen"] = string.Join(' ', others.Select(row => row.Key)),
            ["first row chosen"] = others.FirstOrDefault()?.Key ?? "",
            ["last row chosen"] = others.LastOrDefault()?.Key ?? "",
            ["order of writing"] = string.Join(' ', changed.OrderBy(row => row.Version.Length).ThenBy(row => row.Version, StringComparer.Ordinal).Select(row => row.Key.Split('.')[^2])),
            ["growth"] = Text(others.Sum(row => row.Size - (before.Rows.TryGetValue(row.Key, out var earlier) ? earlier.Size : 0))),
            ["size"] = Text(changed.Sum(row => row.Size)),
            ["numbers that rose"] = string.Join(' ', others.SelectMany(row => Rises(before.Rows.GetValueOrDefault(row.Key), row))),
            ["stamps"] = Text(changed.Select(row => row.Stamp).Distinct().Count()),
            ["stamp parity"] = string.Concat(changed.Take(1).Select(row => row.Stamp.Length > 2 ? Text(row.Stamp[^3] % 4) : "")),
            ["rank"] = Text(after.Rows.Values.Count(row => row.Key.Contains("roll", StringComparison.Ordinal)) / 4),
            ["lines heard"] = Text(heard.Count),
            ["heard"] = string.Join('\n', heard),
        };
        foreach (var (row, number) in others.Select((row, number) => (row, number)).Take(3))
            if (row.Columns.FirstOrDefault(column => column.Value.Length > 28) is { Value: { } value })
            {
                features[$"nonce {number}"] = Text(value[0] & 7);
                features[$"nonce end {number}"] = Text(value[11] & 7);
                features[$"tag {number}"] = Text(value[^1] & 7);
                features[$"bytes {number}"] = Text(value.Sum(one => one) & 7);
                features[$"most frequent byte {number}"] = Text(value.CountBy(one => one).MaxBy(one => one.Value).Key & 7);
            }

        foreach (var (name, value) in after.FileFeatures)
            features[name] = value;
        return features;
    }

    /// <summary>Which numbers that stand in the clear a row has higher or lower than before.</summary>
    private static IEnumerable<string> Rises(CopiedRow? before, CopiedRow after)
    {
        var earlier = before?.Columns.ToDictionary(column => column.Name, column => NumberIn(column.Value));
        foreach (var (name, value) in after.Columns)
        {
            if (NumberIn(value) is { } now && now != (earlier?.GetValueOrDefault(name) ?? 0))
                yield return $"{after.Key.Split('.')[0]}.{name} {now - (earlier?.GetValueOrDefault(name) ?? 0)}";
        }

        static long? NumberIn(byte[] value) => long.TryParse(Encoding.UTF8.GetString(value), CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
