using LeadershipBot.Storage;

// Writes votes, each with its twin, to the SQLite file that the first argument names, from 16 tasks at once, and prints
// each when it was acknowledged. It never ends by itself.
var store = new SqliteRecordStore(args[0]);
await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
{
    for (var i = 0; ; i++)
    {
        var vote = $"{writer}-{i}";
        Change[] changes = [new Change.Insert(new Record("p", vote) { ["A"] = i }), new Change.Insert(new Record("p", "twin-" + vote))];
        if (await store.CommitAsync("Votes", "p", changes, CancellationToken.None) is not CommitResult.Committed)
            throw new InvalidOperationException($"{vote} is there already: the file must be a new one.");
        lock (store)
        {
            Console.Out.WriteLine(vote);
            Console.Out.Flush();
        }
    }
})));
