using System.Security.Cryptography;
using System.Text;

namespace Workflow.Host.Serve;

/// <summary>Who may come in, and who may also act in the dashboard.</summary>
/// <param name="Api">Opens the API, and the dashboard for reading.</param>
/// <param name="Operator">Opens the same, and may run, queue again and delete jobs; null where nobody may.</param>
public sealed record AccessTokens(ApiToken Api, ApiToken? Operator)
{
    public const string OperatorRole = "operator";
}

/// <summary>A secret. It is compared in constant time and never logged.</summary>
public sealed class ApiToken
{
    /// <summary>In characters; a shorter one can be guessed and is refused.</summary>
    public const int ShortestLength = 16;

    private readonly byte[] _hash;

    private ApiToken(string token) => _hash = Hash(token);

    public static ApiToken From(string token) => new(token);

    /// <summary>A random token in a file that only its owner can read; made on the first start.</summary>
    public static ApiToken FromFile(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(path, options);
            writer.Write(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        }

        return new ApiToken(File.ReadAllText(path).Trim());
    }

    public bool Matches(string candidate) => CryptographicOperations.FixedTimeEquals(_hash, Hash(candidate));

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
