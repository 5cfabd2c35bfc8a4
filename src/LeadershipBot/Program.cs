using LeadershipBot.CommandLine;

return await CommandLines.RunAsync(args);
