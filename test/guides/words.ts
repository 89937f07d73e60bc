/** A word of a command. */
export interface Word {
    /** As the shell passes it, if that is known; expansions stay as written. */
    text: string;
    /** Whether it contains an expansion, so that only a running shell knows its value. */
    isOpen: boolean;
}

export interface Redirection {
    operator: string;
    target: Word;
}

/** A call of a program. */
export interface Command {
    words: Word[];
    redirections: Redirection[];
    /** `NAME=value` before the program, or on its own. */
    assignments: string[];
}

/** Words that begin or end a compound command; some of them are followed by an ordinary command. */
const openers = ["if", "then", "else", "elif", "while", "until", "do", "!", "{", "time"];
const closers = ["done", "fi", "esac", "}"];

const operator = /^(?:&&|\|\||;;|[;&|()\n])/;
const redirect = /^(\d*|&)(<<<|<<-?|>>|>\||>&|<&|<>|[<>])/;

/**
 * The commands in a piece of shell that is known to be valid, including those in pipes, lists, loops and substitutions.
 * Anything other than a call of a program (a loop's head, an assignment on its own) is left out, except for
 * substitutions in it.
 */
export function commandsIn(text: string): Command[] {
    const reader = new Reader(text);
    reader.list(undefined);
    return reader.commands;
}

class Reader {
    readonly commands: Command[] = [];
    private at = 0;
    private hereDocuments: string[] = [];

    constructor(private readonly text: string) {}

    /** Reads up to `end`, the parenthesis or backquote that closes a substitution, or to the end of the text. */
    list(end: ")" | "`" | undefined): void {
        let command = emptyCommand();
        const finish = () => {
            if (command.words.length > 0) this.commands.push(command);
            command = emptyCommand();
        };
        while (this.at < this.text.length) {
            this.blanks();
            const rest = this.text.slice(this.at);
            if (end && rest.startsWith(end)) {
                this.at += 1;
                break;
            }
            const [found] = operator.exec(rest) ?? [];
            const redirection = redirect.exec(rest);
            if (rest.startsWith("#")) this.at += rest.search(/\n|$/);
            else if (found && !redirection) {
                this.at += found.length;
                finish();
                if (found === "\n") this.skipHereDocuments();
            } else if (redirection) this.redirection(redirection, command);
            else if (rest !== "") this.put(this.word(end), command);
        }
        finish();
    }

    private put(word: Word, command: Command): void {
        if (command.words.length > 0) return void command.words.push(word);
        if (/^[A-Za-z_]\w*=/.test(word.text)) return void command.assignments.push(word.text);
        if (openers.includes(word.text) || closers.includes(word.text)) return;
        if (word.text === "for" || word.text === "case") return this.head();
        command.words.push(word);
    }

    /** Reads `for NAME in …` up to its end: it isn't a command. */
    private head(): void {
        while (this.at < this.text.length && !/^[;\n]/.test(this.text.slice(this.at))) {
            this.blanks();
            if (!/^[;\n]/.test(this.text.slice(this.at))) this.word(undefined);
        }
    }

    private redirection([all, , kind = ""]: RegExpExecArray, command: Command): void {
        this.at += all.length;
        this.blanks();
        const target = this.word(undefined);
        if (/^<<-?$/.test(kind)) this.hereDocuments.push(target.text);
        else if (!kind.includes("&")) command.redirections.push({ operator: kind, target });
    }

    private skipHereDocuments(): void {
        for (const end of this.hereDocuments) {
            const lines = this.text.slice(this.at).split("\n");
            const last = lines.findIndex((line) => line.trim() === end);
            this.at += lines.slice(0, last + 1).join("\n").length + 1;
        }
        this.hereDocuments = [];
    }

    private blanks(): void {
        this.at += /^(?:[ \t]|\\\n)*/.exec(this.text.slice(this.at))?.[0].length ?? 0;
    }

    private word(end: ")" | "`" | undefined): Word {
        const word = { text: "", isOpen: false };
        while (this.at < this.text.length) {
            const next = this.text.charAt(this.at);
            if (next === end || /[\s;&|()<>]/.test(next)) break;
            if (next === "'") this.singleQuoted(word);
            else if (next === '"') this.doubleQuoted(word);
            else this.piece(word);
        }
        return word;
    }

    private singleQuoted(word: Word): void {
        const end = this.text.indexOf("'", this.at + 1);
        word.text += this.text.slice(this.at + 1, end);
        this.at = end + 1;
    }

    private doubleQuoted(word: Word): void {
        this.at += 1;
        while (this.at < this.text.length && this.text.charAt(this.at) !== '"') this.piece(word);
        this.at += 1;
    }

    /** A character, an escaped one, or an expansion. */
    private piece(word: Word): void {
        const rest = this.text.slice(this.at);
        const start = this.at;
        const plain = /^\$(?:\{[^}]*\}|\(\([^)]*\)\)|\w+|[?#@*!$-])/.exec(rest);
        if (rest.startsWith("\\")) {
            word.text += rest.charAt(1) === "\n" ? "" : rest.charAt(1);
            this.at += 2;
            return;
        }
        if (plain) this.at += plain[0].length;
        else if (rest.startsWith("$(") || rest.startsWith("`")) {
            this.at += rest.startsWith("`") ? 1 : 2;
            this.list(rest.startsWith("`") ? "`" : ")");
        } else {
            word.text += rest.charAt(0);
            this.at += 1;
            return;
        }
        word.text += this.text.slice(start, this.at);
        word.isOpen = true;
    }
}

const emptyCommand = (): Command => ({ words: [], redirections: [], assignments: [] });
