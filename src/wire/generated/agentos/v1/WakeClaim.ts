// Original file: proto/agentos/v1/assistant.proto


/**
 * A microphone that heard the wake word asks whether it is the one to answer.
 */
export interface WakeClaim {
  /**
   * Made by the client.
   */
  'requestId'?: (string);
  /**
   * Where it was heard; the client's own area where absent.
   */
  'area'?: (string);
  /**
   * Loudness of the wake word, in dBFS (0 is the loudest).
   */
  'energyDb'?: (number | string);
  /**
   * The wake model's certainty, 0 to 1.
   */
  'score'?: (number | string);
  '_area'?: "area";
}

/**
 * A microphone that heard the wake word asks whether it is the one to answer.
 */
export interface WakeClaim__Output {
  /**
   * Made by the client.
   */
  'requestId': (string);
  /**
   * Where it was heard; the client's own area where absent.
   */
  'area'?: (string);
  /**
   * Loudness of the wake word, in dBFS (0 is the loudest).
   */
  'energyDb': (number);
  /**
   * The wake model's certainty, 0 to 1.
   */
  'score': (number);
  '_area'?: "area";
}
